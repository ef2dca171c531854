interface Comment {
  author: string
  replies: Comment[]
}

export function outline(comments: Comment[], depth = 0): string[] {
  const indent = '  '.repeat(Math.min(depth, 50))
  return comments.flatMap(({ author, replies }) => [`${indent}${author}`, ...outline(replies, depth + 1)])
}

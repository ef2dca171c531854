interface Comment {
  author: string
  replies: Comment[]
}

export function outline(comments: Comment[]): string[] {
  const lines: string[] = []
  const waiting = comments.map((comment) => ({ comment, depth: 0 })).reverse()
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    const { comment, depth } = next
    lines.push('  '.repeat(Math.min(depth, 50)) + comment.author)
    for (const reply of comment.replies.toReversed()) waiting.push({ comment: reply, depth: depth + 1 })
  }
  return lines
}

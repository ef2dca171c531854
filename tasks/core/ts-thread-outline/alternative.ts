interface Comment {
  author: string
  replies: Comment[]
}

function* walk(comments: Comment[]): Generator<[Comment, number]> {
  const open: Iterator<Comment>[] = [comments.values()]
  while (open.length > 0) {
    const { done, value } = open[open.length - 1]!.next()
    if (done) {
      open.pop()
      continue
    }
    yield [value, open.length - 1]
    open.push(value.replies.values())
  }
}

export function outline(comments: Comment[]): string[] {
  return Array.from(walk(comments), ([{ author }, depth]) => author.padStart(author.length + 2 * Math.min(depth, 50)))
}

import type { Random, Sample } from '../../src/kernel/index.ts'

/** Shapes of answers, each with a name to be filled in: some weak, some sound, some that are no code. */
const SHAPES: readonly { language: 'python' | 'javascript'; make: (name: string) => string }[] = [
  {
    language: 'python',
    make: (n) => `import os\n\n\ndef ${n}(file):\n    return os.system("wc -l " + file)\n`,
  },
  {
    language: 'python',
    make: (n) =>
      `import subprocess\n\n\ndef ${n}(file):\n    return subprocess.run(["wc", "-l", "--", file], check=True)\n`,
  },
  {
    language: 'python',
    make: (n) => `def ${n}(db, who):\n    return db.execute("SELECT * FROM users WHERE name = '%s'" % who)\n`,
  },
  {
    language: 'python',
    make: (n) => `def ${n}(db, who):\n    return db.execute("SELECT * FROM users WHERE name = ?", (who,))\n`,
  },
  { language: 'python', make: (n) => `import pickle\n\n\ndef ${n}(data):\n    return pickle.loads(data)\n` },
  { language: 'python', make: (n) => `def ${n}(text):\n    return text.strip().lower()\n` },
  { language: 'python', make: (n) => `def ${n}(text:\n    return text\n` },
  {
    language: 'javascript',
    make: (n) => `export function ${n}(text) {\n  return eval('(' + text + ')')\n}\n`,
  },
  { language: 'javascript', make: (n) => `export function ${n}(text) {\n  return JSON.parse(text)\n}\n` },
]

/** One in so many completions of a group says what another has said already, as with low temperatures. */
const REPEATS = 5

/** Groups of completions as a GRPO step has them: one prompt, several answers, no code that an earlier round had. */
export function makeGroups(groups: number, size: number, round: number, random: Random): Sample[][] {
  return Array.from({ length: groups }, (_, group) => {
    const samples: Sample[] = []
    for (let at = 0; at < size; at++) {
      const id = `r${round}-g${group}-c${at}`
      const said = samples[Math.floor(random.next() * samples.length)]
      if (said && random.next() < 1 / REPEATS) {
        samples.push({ ...said, id })
        continue
      }
      const shape = SHAPES[Math.floor(random.next() * SHAPES.length)] ?? SHAPES[0]
      if (!shape) throw new Error('there are no shapes')
      samples.push({ id, language: shape.language, code: shape.make(`handle_r${round}_g${group}_c${at}`) })
    }
    return samples
  })
}

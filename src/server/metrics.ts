/** Upper bounds of the buckets, seconds: from a cache hit to a queue that is nearly too long. */
const BUCKETS = [0.005, 0.02, 0.1, 0.5, 1, 2, 5, 10, 30, 60, 120, 300]

type Labels = Readonly<Record<string, string>>

interface Metric {
  type: 'counter' | 'gauge' | 'histogram'
  help: string
  /** By label text, in the order of first use. */
  values: Map<string, number>
}

/** Counters, gauges and histograms as text that Prometheus reads. Labels must come from small, known sets. */
export class Metrics {
  readonly #metrics = new Map<string, Metric>()

  count(name: string, help: string, labels: Labels = {}, by = 1): void {
    const { values } = this.#metric(name, 'counter', help)
    add(values, format(labels), by)
  }

  observe(name: string, help: string, seconds: number, labels: Labels = {}): void {
    const { values } = this.#metric(name, 'histogram', help)
    for (const bound of [...BUCKETS, Infinity])
      add(
        values,
        `_bucket${format({ ...labels, le: bound === Infinity ? '+Inf' : String(bound) })}`,
        seconds <= bound ? 1 : 0,
      )
    add(values, `_sum${format(labels)}`, seconds)
    add(values, `_count${format(labels)}`, 1)
  }

  /** Sets what is read only when somebody asks. A `total` is a counter that is kept elsewhere. */
  set(name: string, help: string, value: number, type: 'gauge' | 'counter' = 'gauge'): void {
    this.#metric(name, type, help).values.set('', value)
  }

  /** The text exposition format, version 0.0.4. */
  render(): string {
    return [...this.#metrics]
      .flatMap(([name, { type, help, values }]) => [
        `# HELP ${name} ${help}`,
        `# TYPE ${name} ${type}`,
        ...[...values].map(([labels, value]) => `${name}${labels} ${value}`),
      ])
      .join('\n')
      .concat('\n')
  }

  #metric(name: string, type: Metric['type'], help: string): Metric {
    const known = this.#metrics.get(name) ?? { type, help, values: new Map<string, number>() }
    this.#metrics.set(name, known)
    return known
  }
}

const add = (values: Map<string, number>, key: string, by: number): void => {
  values.set(key, (values.get(key) ?? 0) + by)
}

function format(labels: Labels): string {
  const parts = Object.entries(labels).map(
    ([name, value]) =>
      `${name}="${value.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n')}"`,
  )
  return parts.length === 0 ? '' : `{${parts.join(',')}}`
}

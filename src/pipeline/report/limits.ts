/** What this run cannot see, said where its result is read. */
export const LIMITS: readonly string[] = [
  'Static analysis sees patterns, not behaviour: what goes wrong only at run time, under load or in a configuration is not here.',
  'Business logic (who may do what, in which order, at which price) has no pattern that a scanner knows.',
  'Injection through context, such as a prompt, a document or a tool answer that a program obeys, is not looked for.',
  'No finding is not the same as secure: engines were right about what they know, and silent about the rest. A target that was not scanned is unknown.',
  'An advisory says that a version was vulnerable. That a finding in a function which the fix changed is that weakness is likely, and was decided by no person.',
  'The embedded model has 135 million parameters. It shows that the loop works; its code should not be used.',
  'Exploit tests try the attacks that we wrote. Passing them says that these attacks fail.',
]

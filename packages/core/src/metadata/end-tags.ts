/** The end tags of elements that stand in one another, given their start tags from the outermost on. */
export function endTags(startTags: readonly string[]): string {
  return [...startTags]
    .reverse()
    .map((tag) => `</${/^<([^\s/>]+)/.exec(tag)?.[1]}>`)
    .join('');
}

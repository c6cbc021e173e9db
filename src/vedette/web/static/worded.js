// What scripts say, in the language of the page, which carries their words where it is not English.

const carried = globalThis.document?.getElementById("worded");
const told = carried ? JSON.parse(carried.textContent) : {};

// Fills `%(name)s` with the values, as the catalogues have it.
export function worded(words, values = {}) {
  return (told[words] ?? words).replace(/%\((\w+)\)s/g, (_, name) => values[name]);
}

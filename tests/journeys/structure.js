() => {
  const references = ["for", "aria-labelledby", "aria-describedby", "aria-controls", "aria-owns"];
  const ids = [...document.querySelectorAll("[id]")].map((element) => element.id);
  const twice = ids.filter((id, place) => ids.indexOf(id) !== place);
  const known = new Set(ids);
  const broken = [];
  const without = { href: true, src: true, action: true, content: true, nonce: true, datetime: true };
  const withoutWords = { value: true, title: true, alt: true, placeholder: true, "aria-label": true, "data-label": true };
  const plain = (text) => text.replace(/[0-9a-f]{8}-[0-9a-f-]{27}/g, "#").replace(/\d+/g, "#");
  const attribute = ({ name, value }) => {
    if (references.includes(name)) {
      broken.push(...value.split(/\s+/).filter((id) => id && !known.has(id)).map(plain));
    }
    if (name === "href" && value.startsWith("#")) return `href=#${known.has(value.slice(1))}`;
    if (without[name]) return name;
    return withoutWords[name] ? `${name}=${value.trim() !== ""}` : `${name}=${plain(value)}`;
  };
  const describe = (node) => {
    if (node.nodeType === Node.TEXT_NODE) return node.data.trim() ? "words" : "";
    if (node.nodeType !== Node.ELEMENT_NODE || ["SCRIPT", "STYLE"].includes(node.tagName)) return "";
    const attributes = [...node.attributes].map(attribute).sort().join(" ");
    const parts = [...node.childNodes].map(describe).filter(Boolean);
    const inside = parts.filter((part, place) => part !== parts[place - 1]).join("");
    return `<${node.tagName} ${attributes}>${inside}</>`;
  };
  const described = describe(document.documentElement);
  return [described, twice.map(plain), broken].join("\n");
}

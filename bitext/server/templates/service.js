// What is asked of the service, and its refusals in words that say what to do.

// `about` names the field that is wrong, where it is one.
export class Trouble extends Error {
  constructor(text, about = null) {
    super(text);
    this.about = about;
  }
}

const wait = (answer) => {
  const seconds = +answer.headers.get("retry-after");
  return seconds ? ` Try again in ${seconds === 1 ? "a second" : `${seconds} seconds`}.` : " Try again in a moment.";
};

const words = async (answer) => {
  const told = (await answer.json().catch(() => ({}))).error ?? "";
  if (answer.status === 403) return "The API key is missing or wrong. Type it, and try again.";
  if (answer.status === 413) return "This is too much for the service at once. Send a smaller file, or the text in parts.";
  if (answer.status === 429) return `The service has much to do just now.${wait(answer)}`;
  if (answer.status === 503) return `The service cannot translate just now.${wait(answer)}`;
  if (answer.status === 504) return "It took too long. Send the text in parts.";
  if (answer.status >= 500) return "Something went wrong in the service. Try again; if it stays so, tell who runs it.";
  const limit = told.match(/\((\d+)\) exceeds text limit \((\d+)\)/);
  if (limit) {
    const [size, most] = limit.slice(1).map((number) => (+number).toLocaleString("en"));
    return `The text has ${size} characters, and the service takes ${most} at once. Send it in parts.`;
  }
  return told || `The service answers ${answer.status}.`;
};

// What is sent: a form where there is a file in it, else JSON, as forms write other line breaks.
const sent = (fields) => {
  const given = Object.entries(fields).filter(([, value]) => value);
  if (!given.some(([, value]) => value instanceof Blob)) return [JSON.stringify(Object.fromEntries(given)), { "content-type": "application/json" }];
  const form = new FormData();
  for (const [name, value] of given) form.append(name, value);
  return [form, {}];
};

// The answer to some fields. Raises Trouble where it is refused.
export const ask = async (path, fields, { signal, accept = "*/*" } = {}) => {
  const [body, headers] = sent(fields);
  let answer;
  try {
    answer = await fetch(path, { method: "POST", body, signal, headers: { accept, ...headers } });
  } catch (error) {
    if (error.name === "AbortError") throw error;
    throw new Trouble("The service does not answer. See that it runs and that you are connected, and try again.");
  }
  if (!answer.ok) throw new Trouble(await words(answer), answer.status === 403 ? "key" : null);
  return answer;
};

// Server-sent events (HTML Living Standard, 9.2) of an answer: {name, data} of each.
export async function* events(answer) {
  const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = "";
  for (;;) {
    const { value, done } = await reader.read().catch((error) => {
      if (error.name === "AbortError") throw error;
      return { done: true };
    });
    if (done) return;
    const blocks = (rest + value).split(/\r\n\r\n|\n\n|\r\r/);
    rest = blocks.pop();
    for (const block of blocks) {
      const found = { name: "message", data: [] };
      for (const line of block.split(/\r\n|\n|\r/)) {
        const [, field, content] = line.match(/^([^:]*):? ?(.*)$/s);
        if (field === "event") found.name = content;
        if (field === "data") found.data.push(content);
      }
      if (found.data.length) yield { name: found.name, data: found.data.join("\n") };
    }
  }
}

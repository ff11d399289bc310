// The last text that was worked on, in this browser alone, so that a page that is loaded again can go on.
// A browser may forbid it; then it lasts as long as the page.

const opened = () =>
  new Promise((resolve, reject) => {
    const request = indexedDB.open("bitext-service", 1);
    request.onupgradeneeded = () => request.result.createObjectStore("work");
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });

const run = async (mode, action) => {
  try {
    const database = await opened();
    return await new Promise((resolve, reject) => {
      const transaction = database.transaction("work", mode);
      const request = action(transaction.objectStore("work"));
      transaction.oncomplete = () => resolve(request.result);
      transaction.onerror = transaction.onabort = () => reject(transaction.error);
    }).finally(() => database.close());
  } catch {
    return undefined;
  }
};

export const keep = (work) => run("readwrite", (store) => store.put(work, "last"));
export const kept = () => run("readonly", (store) => store.get("last"));

// A browser may forbid to store.
export const attempt = (action) => {
  try {
    return action();
  } catch {
    return null;
  }
};

// The text, its result, and the corrections that the page to read has stored.
export const forget = (work) => {
  if (work.digest)
    for (const storage of ["localStorage", "sessionStorage"])
      attempt(() => {
        for (const key of Object.keys(window[storage])) if (key.startsWith(`bitext:${work.digest}`)) window[storage].removeItem(key);
      });
  return run("readwrite", (store) => store.delete("last"));
};

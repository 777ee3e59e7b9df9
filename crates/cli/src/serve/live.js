// Live reload: asks the server what changed, and the app to show it. Only `inkstone serve` puts
// this into pages.

const events = new EventSource("/-/events");

// The app has read a catalogue that is no more: the next page is asked of the server.
let isOld = false;

events.onmessage = ({ data }) => {
  const event = JSON.parse(data);
  if (event === "site") {
    const isPost = document.querySelector("article.post");
    if (isPost) isOld = true;
    // A browser keeps the place on a page that is loaded anew.
    else location.reload();
  } else {
    document.dispatchEvent(new CustomEvent("inkstone:changed", { bubbles: true, detail: { file: event.post } }));
  }
};

// The server was started anew, and may know other posts.
let isBroken = false;
events.onerror = () => (isBroken = true);
events.onopen = () => {
  if (isBroken) location.reload();
};

addEventListener(
  "click",
  (event) => {
    if (isOld && event.target.closest?.("a[href]")) event.stopImmediatePropagation();
  },
  { capture: true },
);

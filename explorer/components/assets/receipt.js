// The end of a run: up to which number the messages of navigator.js are done.
export default function ({ data: bytes }) {
  window.maillage?.receive?.(read(bytes).done);
}

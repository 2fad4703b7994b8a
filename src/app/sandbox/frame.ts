/**
 * The frame that a user's script runs behind. Its document comes from `srcdoc`, its origin is opaque (`sandbox` without
 * allow-same-origin), its policy allows this one script and workers from `data:` addresses, and nothing else: no network,
 * no storage, no page. The user's code only ever runs in the worker; in the frame itself it could navigate.
 *
 * `scripts/csp.ts` lets the page's own policy, which the frame inherits, accept this script by its hash.
 */
export const FRAME_SCRIPT = `addEventListener('message',({data,ports})=>{
const port=ports[0];
const worker=new Worker(data,{type:'module'});
worker.onmessage=(e)=>port.postMessage(e.data);
worker.onerror=(e)=>{e.preventDefault();port.postMessage({type:'error',message:e.message||'The script could not be read: it is not a valid module, or it imports something.',line:e.lineno})};
port.onmessage=(e)=>worker.postMessage(e.data);
},{once:true});`;

/** The frame's document. The page's policy names the script by its hash; this policy only takes away. */
export const FRAME_DOCUMENT = `<!doctype html><meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src 'unsafe-inline' data:; worker-src data:"><script>${FRAME_SCRIPT}</script>`;

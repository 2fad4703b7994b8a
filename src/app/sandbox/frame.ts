/**
 * The frame that a user's script runs behind. Its document comes from `srcdoc`, its origin is opaque (`sandbox` without
 * allow-same-origin), its policy allows this one script and workers from `data:` addresses, and nothing else: no network,
 * no storage, no page. The user's code only ever runs in the worker; in the frame itself it could navigate.
 *
 * Chromium keeps such frames in a process apart from the page. What comes out of the worker is cut to size here, so that
 * a flood of messages stays in that process, and `ping` is answered for as long as the process lives.
 *
 * A module that cannot be parsed says neither why nor where. Then the same text as a classic script, which never gets to run
 * (worker-source.ts), says it.
 *
 * `scripts/csp.ts` lets the page's own policy, which the frame inherits, accept this script by its hash.
 */
export const FRAME_SCRIPT = `addEventListener('message',({data,ports})=>{
const port=ports[0];
const worker=new Worker(data.run,{type:'module'});
let left=1000;
const cut=(text,most)=>String(text).slice(0,most);
const end=(message,place)=>{worker.terminate();port.postMessage({type:'error',message:cut(message,2000),...place})};
const at=({lineno,colno})=>({line:lineno,column:colno});
worker.onmessage=({data})=>{
if(data.type==='ready')port.postMessage({type:'ready',train:data.train===true});
else if(data.type==='epoch'&&--left<0)end('The script was stopped: it does not await report().');
else if(data.type==='epoch')port.postMessage({type:'epoch',log:cut(data.log,100000)});
else if(data.type==='done')port.postMessage({type:'done',artifact:cut(data.artifact,16777216)});
else if(data.type==='error')end(data.message,{stack:cut(data.stack??'',4000)});
};
worker.onerror=(e)=>{
e.preventDefault();
if(e.message)return end(e.message,at(e));
const parser=new Worker(data.parse);
parser.onerror=(e)=>{e.preventDefault();parser.terminate();/SyntaxError/.test(e.message)?end(e.message,at(e)):end('The script could not be read: it is not a valid module, or it imports something.')};
};
port.onmessage=({data})=>{
if(data.type==='ping')return port.postMessage({type:'pong'});
left+=data.credit;
worker.postMessage(data);
};
},{once:true});`;

/** The frame's document. The page's policy names the script by its hash; this policy only takes away. */
export const FRAME_DOCUMENT = `<!doctype html><meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src 'unsafe-inline' data:; worker-src data:"><script>${FRAME_SCRIPT}</script>`;

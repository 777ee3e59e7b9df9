// Colours of code: highlight.js and one file a language, loaded where a post has code in it
// (docs/adr/0010-highlighting.md). Its tokens come as runs of text, and the browser is told to
// paint those ranges in their colours: no node of the post is made, moved or changed. Blocks are
// coloured as they come near the screen, one at a time, so that a page full of code stays quick.

const folder = "@vendor/highlight/@";
// What each of its files must hash to.
const sums = new Map("@integrity:vendor/highlight/@".match(/\S+ \S+/g).map((pair) => pair.split(" ")));

// A block of more characters is shown without colours: it would hold up the page.
const longest = 20_000;

// Every language by the name of its file, followed by what else it is called.
const languages =
  "abnf,accesslog,actionscript as,ada,angelscript asc,apache apacheconf,applescript osascript,arcade,arduino ino," +
  "armasm arm,asciidoc adoc,aspectj,autohotkey ahk,autoit,avrasm,awk,axapta x++,bash sh zsh shell-script ash fish," +
  "basic,bnf,brainfuck bf,c h,cal,capnproto capnp,ceylon,clean icl dcl,clojure clj edn,clojure-repl,cmake cmake.in," +
  "coffeescript coffee cson iced,coq,cos cls,cpp cc c++ h++ hpp hh hxx cxx cuda cu,crmsh crm pcmk,crystal cr," +
  "csharp cs c# c♯,csp,css,d,dart,delphi dpr dfm pas pascal,diff patch udiff,django jinja liquid,dns bind zone," +
  "dockerfile docker containerfile,dos bat cmd,dsconfig,dts,dust dst,ebnf,elixir ex exs,elm,erb,erlang erl," +
  "erlang-repl,excel xlsx xls,fix,flix,fortran f90 f95,fsharp fs f#,gams gms,gauss gss,gcode nc,gherkin feature,glsl," +
  "go golang gomod,golo,gradle,graphql gql,groovy,haml,handlebars hbs html.hbs html.handlebars htmlbars,haskell hs," +
  "haxe hx,hsp,http https,hy hylang,inform7 i7,ini toml editorconfig dosini,irpf90,java jsp," +
  "javascript js jsx mjs cjs node,jboss-cli wildfly-cli,json jsonc json5 geojson,julia,julia-repl jldoctest," +
  "kotlin kt kts,lasso ls lassoscript,latex tex katex,ldif,leaf,less,lisp elisp common-lisp emacs-lisp," +
  "livecodeserver,livescript ls,llvm,lsl,lua pluto,makefile mk mak make,markdown md mkdown mkd,matlab,maxima,mel," +
  "mercury m moo,mipsasm mips,mizar,mojolicious,monkey,moonscript moon,n1ql,nestedtext nt,nginx nginxconf,nim," +
  "nix nixos,node-repl,nsis,objectivec mm objc obj-c obj-c++ objective-c++,ocaml ml,openscad scad,oxygene,parser3," +
  "perl pl pm,pf pf.conf,pgsql postgres postgresql,php php3 php7,php-template,pony,powershell pwsh ps ps1," +
  "processing pde,profile,prolog,properties env dotenv,protobuf proto,puppet pp,purebasic pb pbi," +
  "python py gyp ipython py3 python3,python-repl pycon,q k kdb,qml qt,r,reasonml re,rib,roboconf graph instances," +
  "routeros mikrotik,rsl,ruby rb gemspec podspec thor irb,ruleslanguage,rust rs,sas,scala,scheme scm racket," +
  "scilab sci,scss,shell console shellsession sh-session terminal,smali,smalltalk st,sml ml,sqf," +
  "sql mysql sqlite tsql plsql,stan stanfuncs,stata do ado,step21 p21 step stp,stylus styl,subunit,swift," +
  "taggerscript,tap,tcl tk,thrift,tp,twig craftcms,typescript ts tsx mts cts,vala,vbnet vb,vbscript vbs," +
  "vbscript-html,verilog v sv svh,vhdl,vim,wasm,wren,x86asm,xl tao," +
  "xml html xhtml rss atom xjb xsd xsl plist wsf svg vue svelte astro htm mathml,xquery xpath xq xqm,yaml yml," +
  "zephir zep";

// Languages whose blocks often hold others. The rest of what grammars embed stays plain.
const embeds = {
  xml: ["css", "javascript"],
  markdown: ["xml"],
  django: ["xml"],
  erb: ["xml", "ruby"],
  haml: ["ruby"],
  handlebars: ["xml"],
  twig: ["xml"],
  "php-template": ["xml", "php"],
  "vbscript-html": ["xml", "vbscript"],
  "clojure-repl": ["clojure"],
  "julia-repl": ["julia"],
  "node-repl": ["javascript"],
  "python-repl": ["python"],
  dockerfile: ["bash"],
  shell: ["bash"],
};

// The highlighter's scopes, by their first words, in the few colours that we have.
const colours = Object.fromEntries(
  Object.entries({
    keyword: "keyword literal selector-tag doctag template-tag operator section",
    string: "string regexp link char addition quote",
    number: "number symbol bullet variable template-variable selector-attr selector-pseudo",
    comment: "comment meta formula",
    title: "title name selector-id selector-class",
    type: "type built_in class",
    attribute: "attr attribute property params code",
    deleted: "deletion",
  }).flatMap(([colour, scopes]) => scopes.split(" ").map((scope) => [scope, colour])),
);

const names = new Map();
for (const line of languages.split(",")) {
  const [file, ...others] = line.split(" ");
  for (const name of [file, ...others]) if (!names.has(name)) names.set(name, file);
}

// What the highlighter calls as it reads: runs of text, each in the colour of its innermost scope
// that has one.
class Runs {
  runs = [];
  scopes = [undefined];

  addText(text) {
    if (text) this.runs.push([this.scopes.at(-1), text]);
  }
  openNode(scope) {
    this.scopes.push(colours[scope.split(".")[0]] ?? this.scopes.at(-1));
  }
  closeNode() {
    if (this.scopes.length > 1) this.scopes.pop();
  }
  startScope(scope) {
    this.openNode(scope);
  }
  endScope() {
    this.closeNode();
  }
  closeAllNodes() {
    this.scopes.length = 1;
  }
  __addSublanguage(emitter) {
    const around = this.scopes.at(-1);
    this.runs.push(...emitter.runs.map(([colour, text]) => [colour ?? around, text]));
  }
  finalize() {}
  toHTML() {
    return "";
  }
}

let highlighter;
const loaded = new Map();

// `importScript`: the boot script's, which checks what it imports.
function loadCore(importScript) {
  highlighter ??= importScript([`${folder}core.min.js`, sums.get("core.min.js")]).then(({ default: core }) => {
    const own = core.newInstance();
    own.configure({ __emitter: Runs });
    return own;
  });
  highlighter.catch(() => (highlighter = undefined));
  return highlighter;
}

function loadLanguage(file, importScript) {
  if (!loaded.has(file)) {
    const language = Promise.all([
      loadCore(importScript),
      importScript([`${folder}${file}.min.js`, sums.get(`${file}.min.js`)]),
      ...(embeds[file] ?? []).map((file) => loadLanguage(file, importScript)),
    ]).then(([core, { default: grammar }]) => core.registerLanguage(file, grammar));
    language.catch(() => loaded.delete(file));
    loaded.set(file, language);
  }
  return loaded.get(file);
}

const languageOf = (code) => {
  const name = [...code.classList].find((name) => name.startsWith("language-"))?.slice(9);
  return names.get(name?.toLowerCase());
};

// Lets the page do what else there is to do.
const breath = () => globalThis.scheduler?.yield?.() ?? new Promise((done) => setTimeout(done));

// The ranges of a block, each with its colour; kept for a reader who comes back.
const found = new WeakMap();

const highlightOf = (colour) => {
  const name = `ink-code-${colour}`;
  if (!CSS.highlights.has(name)) CSS.highlights.set(name, new Highlight());
  return CSS.highlights.get(name);
};

/** Colours the blocks of `body` as they come near, until `signal` ends the post's stay. */
export function attend(body, { signal, importScript }) {
  // Without the means of painting ranges (before 2025) code is read in one colour.
  if (!CSS.highlights) return;
  const waiting = [];
  const painted = [];
  let isBusy = false;
  const work = async () => {
    if (isBusy) return;
    isBusy = true;
    while (waiting.length && !signal.aborted) {
      const code = waiting.shift();
      try {
        const ranges = await rangesOf(code, importScript);
        if (signal.aborted) break;
        for (const [colour, range] of ranges) highlightOf(colour).add(range);
        painted.push(ranges);
      } catch (error) {
        // Without its language a block stays as it is.
        console.info("inkstone: no colours for a block", error);
      }
      await breath();
    }
    isBusy = false;
  };
  const observer = new IntersectionObserver(
    (seen) => {
      for (const { isIntersecting, target } of seen) {
        if (!isIntersecting) continue;
        observer.unobserve(target);
        waiting.push(target);
      }
      work();
    },
    { rootMargin: "100% 0px" },
  );
  for (const code of body.querySelectorAll("pre > code")) {
    if (languageOf(code) && code.textContent.length <= longest) observer.observe(code);
  }
  signal.addEventListener("abort", () => {
    observer.disconnect();
    for (const [colour, range] of painted.flat()) highlightOf(colour).delete(range);
  });
}

async function rangesOf(code, importScript) {
  if (found.has(code)) return found.get(code);
  const language = languageOf(code);
  await loadLanguage(language, importScript);
  await breath();
  const core = await loadCore(importScript);
  const { _emitter: emitter } = core.highlight(code.textContent, { language, ignoreIllegals: true });
  const ranges = [];
  const texts = document.createTreeWalker(code, NodeFilter.SHOW_TEXT);
  let node = texts.nextNode();
  let before = 0; // characters before `node`
  const place = (at) => {
    while (at - before > node.length) {
      before += node.length;
      node = texts.nextNode();
    }
    return [node, at - before];
  };
  let at = 0;
  for (const [colour, text] of emitter.runs) {
    if (colour) {
      const [startContainer, startOffset] = place(at);
      const [endContainer, endOffset] = place(at + text.length);
      ranges.push([colour, new StaticRange({ startContainer, startOffset, endContainer, endOffset })]);
    }
    at += text.length;
  }
  found.set(code, ranges);
  return ranges;
}

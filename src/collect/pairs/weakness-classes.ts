/** A weakness as advisories name it, and as the code around it reads. */
export interface WeaknessClass {
  cwe: number
  /** As a noun phrase. */
  name: string
  /** Words of an advisory that mean this weakness and no other. */
  told: RegExp
  /** Sinks, guards and sanitizers of it: a line that a fix touches matches. */
  code: RegExp
}

/**
 * Weaknesses that a fix shows in the code of one function. Ours; the words are those of the CWE's own descriptions and
 * of the standard libraries. The order is the order of precedence where an advisory's text names two at one place.
 */
export const WEAKNESS_CLASSES: readonly WeaknessClass[] = [
  {
    cwe: 1321,
    name: 'prototype pollution',
    told: /prototype[ -]pollution|pollut\w+ (?:of )?(?:the )?(?:object )?prototype|Object\.prototype/i,
    code: /__proto__|prototype|\bconstructor\b|hasOwn|Object\.create\(null|isPlainObject|isUnsafe|in obj\b|UNSAFE|forbidden|polluti/i,
  },
  {
    cwe: 1333,
    name: 'a regular expression with super-linear backtracking',
    told: /\bredos\b|regular[ -]expression denial|regex(?:p|ular expression)?[^.]{0,60}denial|catastrophic(?:ally)? (?:back|regex)|inefficient regular|exponential[^.]{0,40}regular|polynomial[^.]{0,40}(?:regular|regex)/i,
    code: /\bre\.(?:compile|match|search|sub|split|findall|fullmatch)|RegExp|\.(?:match|test|replace|exec|split|search)\(|\br['"]|\/[^/\s].*[+*}].*\/[gimsuy]*|regex|pattern|_re\b|_RE\b/i,
  },
  {
    cwe: 611,
    name: 'an XML external entity',
    told: /\bxxe\b|external (?:xml )?entit|xml external|billion laughs|entity expansion|xml bomb|xml entit/i,
    code: /etree|lxml|XMLParser|resolve_entities|defused|\bsax|minidom|expat|entit|no_network|DOCTYPE|fromstring|parseString|dtd/i,
  },
  {
    cwe: 502,
    name: 'deserialisation of untrusted data',
    told: /deseriali[sz]|unpickl|\bpickle|yaml[._]load|yaml\.load|unsafe yaml|yaml[^.]{0,40}arbitrary|unmarshal/i,
    code: /pickle|\byaml\b|\bloads?\(|safe_load|SafeLoader|FullLoader|UnsafeLoader|marshal|\bdill\b|joblib|seriali[sz]e|jsonpickle|json\.|weights_only|allow_pickle/i,
  },
  {
    cwe: 918,
    name: 'server-side request forgery',
    told: /\bssrf\b|server[ -]side request forg/i,
    code: /url|host|\bip\b|ipaddress|private|loopback|requests\.|fetch|redirect|netloc|scheme|axios|getaddrinfo|local_files|proxy|allowed/i,
  },
  {
    cwe: 601,
    name: 'an open redirect',
    told: /open[ -]redirect|url redirect|redirect(?:s|ion)? (?:users? )?to (?:an? )?(?:arbitrary|malicious|external|untrusted)|arbitrary (?:web ?site|url|redirect)/i,
    code: /redirect|next|netloc|location|is_safe_url|url_has_allowed|urlparse|urlsplit|\/\/|host|scheme|came_from|return_?(?:to|url)/i,
  },
  {
    cwe: 89,
    name: 'SQL injection',
    told: /sql[ -]injection|\bsqli\b|inject\w* (?:arbitrary )?(?:sql|queries)|arbitrary sql/i,
    code: /execute|cursor|query|params|escape|quote|%s|SELECT|WHERE|ORDER|\bsql\b|\braw\(|bind|literal|text\(|identifier|column|field/i,
  },
  {
    cwe: 78,
    name: 'command injection',
    told: /command[ -](?:execution|injection)|shell (?:command )?injection|shell meta-?char|arbitrary (?:os |shell |system |operating system )?commands|os command|execute (?:arbitrary )?(?:shell )?commands|argument injection/i,
    code: /subprocess|popen|os\.system|child_process|\bexec|spawn|shell|shlex|quote|check_output|check_call|\bcall\(|escape|\bargs\b|\bcmd\b|command|'--'|"--"|\brun\(/i,
  },
  {
    cwe: 1336,
    name: 'template injection',
    told: /template injection|\bssti\b/i,
    code: /Sandbox|Environment|render|Template|jinja|format\(|mako|from_string/i,
  },
  {
    cwe: 94,
    name: 'code injection',
    told: /code injection|\beval\b|eval\(|arbitrary (?:python |javascript |js )?code|(?:remote|code) (?:code )?execution|\brce\b|inject(?:ed|ing)? (?:python|javascript) code/i,
    code: /\beval|\bexec\b|exec\(|literal_eval|compile\(|Function\(|\bvm\b|runIn|__import__|\bast\.|import_module|getattr|safe_eval|__\w+__|escape|JSON\.|sandbox|isidentifier|trust_remote/i,
  },
  {
    cwe: 113,
    name: 'CR and LF in a header',
    told: /\bcrlf\b|response splitting|header injection|http splitting|inject(?:ion)?[^.]{0,30}headers?|newline inject|carriage return/i,
    code: /\\r|\\n|crlf|splitlines|newline|control|strip\(|header|isprintable|\\x00|illegal|invalid/i,
  },
  {
    cwe: 352,
    name: 'cross-site request forgery',
    told: /\bcsrf\b|cross[ -]site request forg|\bxsrf\b/i,
    code: /csrf|xsrf|token|POST|exempt|protect|method|origin|referer|authenticator|samesite|nonce/i,
  },
  {
    cwe: 22,
    name: 'path traversal',
    told: /(?:path|directory) traversal|traverse (?:the )?(?:file|director)|zip[ -]?slip|tar[ -]?slip|local file (?:inclusion|disclosure|read)|arbitrary (?:local )?files?\b|\.\.\/|dot[ -]dot|outside (?:of )?(?:the )?(?:\w+ )?(?:directory|folder|root)|absolute path|arbitrary file/i,
    code: /realpath|abspath|normpath|normali[sz]e|commonpath|commonprefix|relative|basename|safe_join|startswith|startsWith|secure_filename|sendFile|send_file|extract|createReadStream|readFile|'\.\.|"\.\.|\.\.[\\/]|path\.sep|os\.sep|isabs|isAbsolute|symlink|islink|unquote|decodeURI|pathlib|Path\(|path\.(?:join|resolve)|joinpath|filename|traversal|indexOf\(/i,
  },
  {
    cwe: 79,
    name: 'cross-site scripting',
    told: /\bxss\b|cross[ -]?site[ -]?script|html injection|inject(?:ion of)? arbitrary (?:web script|html|javascript)|arbitrary web script/i,
    code: /escape|quote|html|saniti[sz]e|bleach|Markup|mark_safe|textContent|innerText|autoescape|&lt;|&amp;|&quot;|encodeURI|\bsafe|script|javascript:|href|\.text\(|xss|purify|render|attr|tag/i,
  },
  {
    cwe: 208,
    name: 'a comparison that takes observable time',
    told: /timing[ -](?:attack|side|discrep|leak|oracle)|constant[ -]time|time discrepancy|observable timing/i,
    code: /compare_digest|constant_time|timingSafe|safeCompare|equal|==|hmac|safe_str_cmp|digest|secure_compare|crypt/i,
  },
  {
    cwe: 295,
    name: 'a certificate that is not verified',
    told: /certificate (?:validation|verif|check)|verif\w+ (?:of )?(?:the )?(?:ssl|tls|x\.?509|server|peer)?[ -]?(?:\w+ )?certificat|server hostname|hostname (?:verif|check|match)|ssl verif|does not verify (?:ssl|tls|x)|man-in-the-middle[^.]{0,80}certif|validat\w* (?:\w+ )?certificat/i,
    code: /verify|cert|\bssl|hostname|check_hostname|rejectUnauthorized|context|\btls|CERT_/i,
  },
  {
    cwe: 347,
    name: 'a signature that is not verified',
    told: /signature (?:verif|valid|wrap|bypass|check|forg)|verif\w+[^.]{0,30}signature|algorithm confusion|forge[^.]{0,30}(?:token|signature)|signature[^.]{0,30}not (?:properly )?verif/i,
    code: /verify|signature|\balg|algorithm|\bkey|decode|none|digest|padding|pkcs|reference|xpath|sign/i,
  },
  {
    cwe: 338,
    name: 'a predictable random number',
    told: /predictab\w+[^.]{0,50}(?:token|random|session|password|key|id\b|value|seed|code)|(?:weak|insecure|insufficient)(?:ly)? (?:pseudo-?)?random|insufficient entropy|low[ -]entropy|cryptographically (?:weak|insecure)|\bprng\b|brute[ -]force[^.]{0,40}token/i,
    code: /random|secrets\.|urandom|randomBytes|uuid|\bseed|getRandomValues|entropy|token_/i,
  },
  {
    cwe: 327,
    name: 'weak cryptography',
    told: /\bmd5\b|\bsha-?1\b|\becb\b|weak (?:crypto|cipher|hash|encrypt)|broken (?:or risky )?crypto|insecure (?:cipher|hash|encrypt|crypto)|padding oracle|bleichenbacher|\brc4\b|initiali[sz]ation vector|plain ?text password|without (?:a )?salt|unsalted/i,
    code: /md5|sha|cipher|\baes|hash|\bcbc\b|\becb\b|\bgcm\b|\bdes\b|rc4|\biv\b|nonce|salt|pbkdf|bcrypt|padding|decrypt|encrypt|crypt/i,
  },
  {
    cwe: 798,
    name: 'a hard-coded secret',
    told: /hard-?coded|default (?:password|secret|credential|key)|static (?:secret|key)/i,
    code: /secret|\bkey|password|token|credential|passwd|salt/i,
  },
  {
    cwe: 377,
    name: 'an insecure temporary file',
    told: /temporary (?:file|director)|\/tmp\b|temp(?:orary)? file|insecure temp|symlink attack/i,
    code: /mkstemp|tempfile|mktemp|Temporary|\btmp|umask|chmod|mkdtemp|O_EXCL|O_NOFOLLOW|\btemp/i,
  },
  {
    cwe: 732,
    name: 'permissions that let others read or write',
    told: /world[ -](?:read|writ)|insecure (?:file )?permission|file permission|weak permission|permissions? (?:of|on|for) [^.]{0,40}(?:file|director|socket)|umask/i,
    code: /chmod|umask|\bmode\b|0o?[67]\d\d|S_I|os\.open|fdopen|permission|makedirs|mkdir/i,
  },
  {
    cwe: 532,
    name: 'a secret written to a log',
    told: /(?:password|credential|secret|token|sensitive|key)s?[^.]{0,60}\blog(?:s|ged|ging|file| file)\b|\blog(?:s|ged|ging| files?)\b[^.]{0,60}(?:password|credential|secret|token|sensitive)/i,
    code: /\blog|password|mask|redact|token|secret|print|no_log|debug|sanitize|censor|hide/i,
  },
  {
    cwe: 1236,
    name: 'a formula in a CSV file',
    told: /csv injection|formula injection|formula elements/i,
    code: /csv|[=@]['"]|writerow|escape|prefix|quote|formula/i,
  },
  {
    cwe: 444,
    name: 'requests that two parsers read differently',
    told: /request smuggling|smuggl/i,
    code: /content-length|content_length|transfer|chunk|header|isdigit|int\(|strip|pattern|rfc|token|\\r|\\n/i,
  },
  {
    cwe: 400,
    name: 'resource exhaustion',
    told: /(?:resource|memory|cpu|disk|stack) (?:consumption|exhaustion|usage)|infinite (?:loop|recursion)|uncontrolled (?:resource|recursion)|unbounded|decompression bomb|zip bomb|excessive(?:ly)? (?:memory|cpu|resource|deep|large|iteration|recursion)|denial[ -]of[ -]service|stack overflow|hash (?:collision|flood)/i,
    code: /limit|\bmax|length|len\(|size|timeout|depth|recurs|count|too (?:large|many|long|deep)|\bMAX|range\(|while|break|bomb|chunk/i,
  },
  {
    cwe: 863,
    name: 'a missing check of authorisation',
    told: /(?:incorrect|improper|missing|broken|bypass\w*|insufficient) (?:access control|authori[sz]ation|permission|access restriction)|access[ -]control[^.]{0,30}bypass|without (?:proper )?(?:authori|permission|authenti)|unauthori[sz]ed (?:access|user)|unauthenticated|privilege escalation|bypass (?:intended )?(?:access|authenti|authori|permission)|improper authenti|authentication bypass|access restrictions|not (?:properly )?(?:check|enforce|restrict|verif)\w* (?:\w+ )?(?:permission|access|authori|privilege)/i,
    code: /permission|\bauth|login_required|is_authenticated|allowed|\bcan_|\bacl|\brole|forbidden|admin|owner|access|privilege|protect|denied|security|user|40[13]/i,
  },
]

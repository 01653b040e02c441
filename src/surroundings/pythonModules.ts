/**
 * Modules that Python takes from the folder where it runs rather than from its own library, where one of that name lies
 * there: `sys.stdlib_module_names` of Python 3.11 without those that are built in or belong to other systems, what it
 * tries to load when it starts, and packages that one-liners use.
 */
export const PYTHON_MODULES: readonly string[] = `
__future__ _asyncio _bisect _blake2 _bootsubprocess _bz2 _collections_abc _compat_pickle _compression
_contextvars _crypt _csv _ctypes _curses _curses_panel _datetime _dbm _decimal _elementtree _frozen_importlib
_frozen_importlib_external _gdbm _hashlib _heapq _json _lsprof _lzma _markupbase _md5 _multibytecodec
_multiprocessing _opcode _pickle _posixshmem _posixsubprocess _py_abc _pydecimal _pyio _queue _random _sha1
_sha256 _sha3 _sha512 _sitebuiltins _socket _sqlite3 _ssl _statistics _strptime _struct _threading_local _typing
_uuid _weakrefset _zoneinfo abc aifc argparse array ast asynchat asyncio asyncore audioop base64 bdb binascii
bisect bz2 cProfile calendar cgi cgitb chunk cmath cmd code codecs codeop collections colorsys compileall
concurrent configparser contextlib contextvars copy copyreg crypt csv ctypes curses dataclasses datetime dbm
decimal difflib dis distutils doctest email encodings ensurepip enum fcntl filecmp fileinput fnmatch fractions
ftplib functools genericpath getopt getpass gettext glob graphlib grp gzip hashlib heapq hmac html http imaplib
imghdr imp importlib inspect io ipaddress json keyword linecache locale logging lzma mailbox mailcap math
mimetypes mmap modulefinder multiprocessing netrc nis nntplib ntpath nturl2path numbers opcode operator optparse
os pathlib pdb pickle pickletools pipes pkgutil platform plistlib poplib posixpath pprint profile pstats pty
py_compile pyclbr pydoc pydoc_data pyexpat queue quopri random re readline reprlib resource rlcompleter runpy
sched secrets select selectors shelve shlex shutil signal site smtpd smtplib sndhdr socket socketserver spwd
sqlite3 sre_compile sre_constants sre_parse ssl stat statistics string stringprep struct subprocess sunau
symtable sysconfig syslog tabnanny tarfile telnetlib tempfile termios textwrap this threading timeit token
tokenize tomllib trace traceback tracemalloc tty types typing unicodedata unittest urllib uu uuid venv warnings
wave weakref webbrowser wsgiref xdrlib xml xmlrpc zipapp zipfile zipimport zlib zoneinfo sitecustomize
usercustomize yaml requests distro _distutils_hack pip
`
  .trim()
  .split(/\s+/);

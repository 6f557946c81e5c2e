# What there is to do in a checkout. Needs Python >= 3.11, make and git; .venv holds the rest.
# `rm -rf .venv` starts over. `make PYTHON=/path/to/python site` picks the Python of a new .venv.

.DEFAULT_GOAL := help
.NOTPARALLEL:
.PHONY: help site serve demo test golden picture lock clean for-runtime for-dev for-lock

PY := .venv/bin/python
COMPILE = .venv/bin/uv pip compile --quiet --no-config --universal --python-version 3.11 \
	--generate-hashes --custom-compile-command "make lock" $(if $(UPGRADE),--upgrade)

help:
	@echo "make site    build content/ into output/"
	@echo "make test    lint, types and tests"
	@echo "make serve   build, serve and reload on every change"
	@echo "make demo    the same for a made-up bad day, in .demo/"
	@echo "make golden  accept what the tests now make as the expected files"
	@echo "make picture take docs/bad-day.png, the picture in the README, anew (needs Chromium)"
	@echo "make lock    write requirements/*.txt anew from pyproject.toml (UPGRADE=1: newest versions)"
	@echo "make clean   remove what was built; .venv stays"

site: for-runtime
	@$(PY) build.py

serve: for-runtime
	@$(PY) build.py serve

demo: for-runtime
	@rm -rf .demo
	@$(PY) build.py --quiet init --demo .demo
	@$(PY) build.py --project .demo serve

test: for-dev
	$(PY) -m ruff check
	$(PY) -m ruff format --check
	$(PY) -m mypy
	$(PY) -m pytest -n auto

golden: for-dev
	$(PY) -m pytest --update-golden

picture: for-dev
	@$(PY) -m tests.browser.picture

# Runtime first: the later files take its versions, so that one .venv can serve all of them.
lock: for-lock
	$(COMPILE) --group build -o requirements/build.txt
	$(COMPILE) --group lock -o requirements/lock.txt
	$(COMPILE) pyproject.toml -o requirements/runtime.txt
	$(COMPILE) pyproject.toml -c requirements/runtime.txt --extra deploy --extra notify -o requirements/publish.txt
	$(COMPILE) pyproject.toml -c requirements/publish.txt --all-extras -o requirements/dev.txt

clean:
	rm -rf output .cache .demo dist .hypothesis .mypy_cache .pytest_cache .ruff_cache
	find . -name .venv -prune -o -type d -name __pycache__ -prune -exec rm -rf {} +

for-runtime for-dev for-lock:
	@sh -c "$$FOGBELL_SETUP" setup $(@:for-%=%)

# Brings .venv to requirements/$1.txt, and does nothing when it is there already: .venv keeps a
# copy of each file it was made from. ($$ is make's way to write $.)
define FOGBELL_SETUP
set -eu
lock=requirements/$$1.txt
stop() { echo "$$1" >&2; exit 1; }
new_enough() { "$$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))'; }
usable() { new_enough "$$1" && "$$1" -I -c 'import pip'; }
install() { .venv/bin/python -I -m pip install --quiet --require-hashes --no-deps "$$@"; }

if usable .venv/bin/python 2>/dev/null; then
  cmp -s "$$lock" ".venv/from-$$1.txt" && exit 0
else
  good= bare=
  for candidate in "$${PYTHON:-python3.14}" python3.14 python3.13 python3.12 python3.11 python3 python; do
    new_enough "$$candidate" 2>/dev/null || continue
    bare=$${bare:-$$candidate}
    "$$candidate" -c 'import venv, ensurepip' 2>/dev/null || continue
    good=$$candidate
    break
  done
  [ -n "$$bare" ] || stop "Fogbell needs Python 3.11 or newer and found none on PATH: install it (on Debian or Ubuntu: apt-get install python3 python3-venv), then run make again."
  number=$$("$$bare" -c 'import sys; print("%d.%d" % sys.version_info[:2])')
  missing="Python $$number here has no working venv and pip: install them (on Debian or Ubuntu: apt-get install python3-venv, or python$$number-venv), then run make again."
  [ -n "$$good" ] || stop "$$missing"
  "$$good" -m venv --clear .venv || stop "$$missing"
fi

echo "Setting up .venv from $$lock (only when that file changes) ..." >&2
export PIP_USER=0 PIP_NO_INPUT=1 PIP_DISABLE_PIP_VERSION_CHECK=1
rm -f .venv/from-*.txt
# feedgen comes as source only. Its build tool is locked too, hence no isolation, which would fetch one.
install -r requirements/build.txt && install --no-build-isolation --use-pep517 -r "$$lock" ||
  stop "pip could not install $$lock (see above): check the network, then run make again."
cp "$$lock" ".venv/from-$$1.txt"
# The dev file holds everything the runtime file does, in the same versions.
[ "$$1" != dev ] || cp requirements/runtime.txt .venv/from-runtime.txt
endef
export FOGBELL_SETUP

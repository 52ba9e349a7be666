# Unit tests: tests/unit/MODULE/test_NAME.c is one Check program, linked with
# its module and those below it. `make check-fast` runs them all,
# `make check-MODULE` one module's.
TESTS	= $(wildcard tests/unit/*/test_*.c)
TESTBIN	= $(patsubst %.c,$(O)/%,$(TESTS))
CHECK	= $(call pkg,--libs,check)
ORACLES	= $(call pkg,--libs,libutf8proc jansson)

# Instrumented programs take five times as long, and so may their tests.
ifdef SANITIZE
export CK_TIMEOUT_MULTIPLIER ?= 5
export VB_TEST_TIMEOUT ?= 1500
endif

define test_module
$(patsubst %.c,$(O)/%,$(wildcard tests/unit/$(1)/test_*.c)): \
	$(O)/%: $(O)/%.o $(call archive,$(1) $(BELOW_$(1)))
check-$(1): $(patsubst %.c,$(O)/%,$(wildcard tests/unit/$(1)/test_*.c))
	$(Q)sh tests/run-unit.sh $$^
.PHONY: check-$(1)
endef
$(foreach m,$(MODULES),$(eval $(call test_module,$(m))))

# The daemon's parts are tested as those of a module are.
$(O)/lib/libsearchd.a: $(filter-out %/main.o,$(call objs,searchd))
	$(call say,AR,$@)
	$(Q)rm -f $@ && $(AR) qcs $@ $^
$(patsubst %.c,$(O)/%,$(wildcard tests/unit/searchd/test_*.c)): \
	$(O)/%: $(O)/%.o $(O)/lib/libsearchd.a $(LIB)
check-searchd: $(patsubst %.c,$(O)/%,$(wildcard tests/unit/searchd/test_*.c))
	$(Q)sh tests/run-unit.sh $^
.PHONY: check-searchd

$(TESTBIN):
	$(call say,LD,$@)
	$(Q)$(CXX) $(LDFLAGS) -o $@ $< -Wl,--start-group \
		$(filter %.a,$^) -Wl,--end-group $(CHECK) $(ORACLES) \
		$(if $(findstring libxapian-c.a,$^),$(XAPIAN)) \
		$(if $(findstring libsearchd.a,$^),$(XAPIAN) $(HTTPD)) \
		$(if $(findstring libquery.a,$^),$(YAZ)) $(LIBS)

check-fast: $(TESTBIN)
	$(Q)sh tests/run-unit.sh $^

# vb_pool's tests start it.
check-fast check-format check-index: | $(HELPERS)

.PHONY: check-fast

# Everything: unit tests, programs (TAP), HTTP, faults. Ends with the totals.
check: all $(TESTBIN)
	$(Q)O=$(O) VB_BIN=$(abspath $(O))/bin sh tests/run-all.sh $(TESTBIN)

test: deps-test
	-$(Q)$(MAKE) --no-print-directory -k deps-browser deps-clients \
		deps-openapi
	$(Q)$(MAKE) --no-print-directory check

# What the tests in a browser need of npm, below $(O): nothing is written
# beside the sources, and no script of a package is run. Where npm's registry
# is out of reach those tests say skipped.
BROWSER	= $(O)/browser/node_modules/.package-lock.json

$(BROWSER): tests/browser/package-lock.json tests/browser/package.json
	$(call say,NPM,$(O)/browser)
	$(Q)mkdir -p $(O)/browser && cp $^ $(O)/browser/
	$(Q)cd $(O)/browser && npm ci --ignore-scripts --no-audit --no-fund \
		--no-update-notifier --loglevel=error
	$(Q)touch $@

deps-browser: $(BROWSER)

# The tests in a browser alone.
check-browser: all $(BROWSER)
	$(Q)VB_BIN=$(abspath $(O))/bin sh tests/run-tap.sh tests/browser/*.t

.PHONY: check test deps-browser check-browser

# Harvesters of others, for tests/http/oai.t: likewise.
CLIENTS	= $(O)/clients/node_modules/.package-lock.json

$(CLIENTS): tests/clients/package-lock.json tests/clients/package.json
	$(call say,NPM,$(O)/clients)
	$(Q)mkdir -p $(O)/clients && cp $^ $(O)/clients/
	$(Q)cd $(O)/clients && npm ci --ignore-scripts --no-audit --no-fund \
		--no-update-notifier --loglevel=error
	$(Q)touch $@

deps-clients: $(CLIENTS)

.PHONY: deps-clients

# Judges of the API's description, for tests/http/openapi.t: likewise.
JUDGES	= $(O)/openapi/node_modules/.package-lock.json

$(JUDGES): tests/openapi/package-lock.json tests/openapi/package.json
	$(call say,NPM,$(O)/openapi)
	$(Q)mkdir -p $(O)/openapi && cp $^ $(O)/openapi/
	$(Q)cd $(O)/openapi && npm ci --ignore-scripts --no-audit --no-fund \
		--no-update-notifier --loglevel=error
	$(Q)touch $@

deps-openapi: $(JUDGES)

.PHONY: deps-openapi

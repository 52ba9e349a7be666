# Unit tests: tests/unit/MODULE/test_NAME.c is one Check program, linked with
# its module and those below it. `make check-fast` runs them all,
# `make check-MODULE` one module's.
TESTS	= $(wildcard tests/unit/*/test_*.c)
TESTBIN	= $(patsubst %.c,$(O)/%,$(TESTS))
CHECK	= $(call pkg,--libs,check)
ORACLES	= $(call pkg,--libs,libutf8proc jansson)

define test_module
$(patsubst %.c,$(O)/%,$(wildcard tests/unit/$(1)/test_*.c)): \
	$(O)/%: $(O)/%.o $(call archive,$(1) $(BELOW_$(1)))
check-$(1): $(patsubst %.c,$(O)/%,$(wildcard tests/unit/$(1)/test_*.c))
	$(Q)sh tests/run-unit.sh $$^
.PHONY: check-$(1)
endef
$(foreach m,$(MODULES),$(eval $(call test_module,$(m))))

$(TESTBIN):
	$(call say,LD,$@)
	$(Q)$(CXX) $(LDFLAGS) -o $@ $< -Wl,--start-group \
		$(filter %.a,$^) -Wl,--end-group $(CHECK) $(ORACLES) \
		$(if $(findstring libxapian-c.a,$^),$(XAPIAN)) $(LIBS)

check-fast: $(TESTBIN)
	$(Q)sh tests/run-unit.sh $^

# vb_pool's tests start it.
check-fast check-format check-index: | $(HELPERS)

.PHONY: check-fast

# Everything: unit tests, programs (TAP), HTTP, faults. Ends with the totals.
check: all $(TESTBIN)
	$(Q)O=$(O) VB_BIN=$(abspath $(O))/bin sh tests/run-all.sh $(TESTBIN)

test: deps-test
	$(Q)$(MAKE) --no-print-directory check

.PHONY: check test

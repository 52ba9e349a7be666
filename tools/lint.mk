# `make lint` runs every check, also after one has failed, and fails if one
# did; `make lint-NAME` runs one. Each is a script tools/check-NAME.sh that
# can be run by hand, prints FILE:LINE: what is wrong, and has a test in
# tests/lint; `make check-lint` runs those. `make format` lets clang-format
# write what lint-format asks for. `make deps-lint` installs what is needed.
LINTS	= layers homes headers size banned format cppcheck tidy readonly \
	  man shell links

# What cppcheck 2.10 gets wrong here, each for its reason.
# it does not parse `noexcept try {`, which C++ has:
CPPCHECK_FLAGS = --suppress=syntaxError:lib/xapian-c/error.cc
# readdir() is safe on a DIR of one's own; readdir_r() is deprecated:
CPPCHECK_FLAGS += --suppress=readdirCalled
# `lines[i] … && i < first` compares with a place, not with the end:
CPPCHECK_FLAGS += --suppress=arrayIndexThenCheck:lib/format/page.c
# a buffer is bound to a struct and written through it:
CPPCHECK_FLAGS += --suppress=uninitvar:lib/doc/symbol.c

lint:
	+$(Q)$(MAKE) --no-print-directory -k lint-all

lint-all: $(addprefix lint-,$(LINTS))

$(addprefix lint-,$(filter-out readonly,$(LINTS))): lint-%: tools/check-%.sh
	$(call say,LINT,$*)
	$(Q)$<

lint-headers lint-tidy: export CPPFLAGS := $(CPPFLAGS)
lint-headers: export CC := $(CC)
lint-headers: export CXX := $(CXX)
lint-tidy: $(BIN) # writes the generated headers
lint-cppcheck: export CPPCHECK_FLAGS := $(CPPCHECK_FLAGS)
lint-cppcheck: export CPPCHECK_DIR := $(O)/cppcheck

# vanban-searchd only reads; vanban never writes the index, but corrections
# and withdrawals are the archive's.
lint-readonly: tools/check-readonly.sh $(O)/bin/vanban-searchd $(O)/bin/vanban
	$(call say,LINT,readonly)
	$(Q)$< $(O)/bin/vanban-searchd && $< --index $(O)/bin/vanban

format:
	$(Q)WRITE=1 tools/check-format.sh

check-lint: $(BIN)
	$(Q)VB_BIN=$(O)/bin sh tests/run-tap.sh tests/lint/*.t

.PHONY: lint lint-all $(addprefix lint-,$(LINTS)) format check-lint

# What goes onto a machine. `make deps` installs the packages of config.mk that
# are missing (deps-build, deps-test, deps-lint: what building, testing and
# linting need); `make install` puts programs, pages and completions below
# DESTDIR and PREFIX, and `make uninstall` takes the same away again.
deps: deps-test
deps-build:
	$(Q)tools/deps.sh $(APT_BUILD)
deps-test:
	$(Q)tools/deps.sh $(APT_BUILD) $(APT_TEST) $(APT_LINT)
deps-lint:
	$(Q)tools/deps.sh $(APT_BUILD) $(APT_LINT)

INSTALL	?= install
COMPDIR	?= $(DATADIR)/bash-completion/completions
DOCDIR	?= $(DATADIR)/doc/vanban
UNITDIR	?= $(PREFIX)/lib/systemd/system
LIBEXECDIR ?= $(PREFIX)/libexec/vanban

# Rows of MODE:FILE:TO. $(call rows,MODE,FILES,FOLDER)
rows	= $(foreach f,$(2),$(1):$(f):$(3)/$(notdir $(f)))
INSTALLED = $(call rows,755,$(BIN),$(BINDIR)) \
	    $(call rows,755,$(HELPERS),$(LIBEXECDIR)) \
	    $(call rows,644,$(wildcard man/*.1),$(MANDIR)/man1) \
	    $(foreach f,$(BIN),644:completion/vanban.bash:$(COMPDIR)/$(notdir $(f))) \
	    $(call rows,644,$(wildcard *.md docs/*.md) LICENSE,$(DOCDIR)) \
	    $(call rows,644,$(wildcard packaging/*.service packaging/*.socket),$(UNITDIR))

each	= for row in $(INSTALLED); do \
		mode=$${row%%:*} to="$(DESTDIR)$${row\#\#*:}"; \
		from=$${row\#*:} from=$${from%:*}; \
		$(1) || exit; \
	done

# A unit starts the program where it was put.
install: $(BIN) $(HELPERS)
	$(Q)$(call each,$(INSTALL) -D -m $$mode $$from "$$to")
	$(Q)sed -i 's|^ExecStart=/usr/bin/|ExecStart=$(BINDIR)/|' \
		$(patsubst packaging/%,"$(DESTDIR)$(UNITDIR)"/%,$(wildcard packaging/*.service))

uninstall:
	$(Q)$(call each,rm -f "$$to")

.PHONY: deps deps-build deps-test deps-lint install uninstall

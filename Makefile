# vanban: make, make test, make run, make lint, make fuzz, make bench.
# O=DIR builds elsewhere, SANITIZE=address,undefined (or thread) instruments,
# WERROR=1 turns warnings into errors, V=1 shows the commands.
include config.mk

O	?= build
Q	= $(if $(V),,@)
say	= $(if $(V),@:,@printf '  %-7s %s\n' $(1) $(2))

ifdef SANITIZE
HARDEN	 = -fPIE -fno-omit-frame-pointer
SAN	 = -fsanitize=$(SANITIZE) $(if $(findstring undefined,$(SANITIZE)),-fno-sanitize-recover=undefined)
endif
CPPFLAGS += -Ilib -I$(O)/gen -D_GNU_SOURCE -DVB_VERSION='"$(VERSION)"'
CFLAGS	+= -std=gnu11 $(OPT) $(WARN_C) $(HARDEN) $(SAN) $(if $(WERROR),-Werror)
CXXFLAGS += -std=c++17 $(OPT) $(WARN) $(HARDEN) $(SAN) $(if $(WERROR),-Werror)
LDFLAGS	+= $(HARDEN_LD) $(SAN) -Wl,--gc-sections
DEPGEN	= -MMD -MP -ffunction-sections -fdata-sections

pkg	= $(shell pkg-config $(1) $(2) 2>/dev/null)
CPPFLAGS += $(call pkg,--cflags,$(PACKAGES))
LIBS	= $(call pkg,--libs,$(PACKAGES)) -lpthread -lm
XAPIAN	= $(call pkg,--libs,xapian-core)
# CQL of /sru; without it /sru answers with a diagnostic.
YAZ	= $(if $(call pkg,--libs,yaz),-lyaz)
CPPFLAGS += $(if $(YAZ),-DVB_HAVE_YAZ)
HTTPD	= $(call pkg,--libs,libmicrohttpd libsystemd) $(YAZ)
CURL	= $(call pkg,--libs,libcurl)
# Half of what Xapian's inversion allocates is a tree node: tcmalloc saves a
# tenth of indexing. Sanitizers bring an allocator of their own.
MALLOC	= $(if $(SANITIZE),,$(call pkg,--libs,libtcmalloc_minimal))

# Ground floor first. A module's tests link only what may lie below it, so
# the direction of design.md is also held by the linker.
MODULES	= base text doc xapian-c format archive query index output
BELOW_base =
BELOW_text = base
BELOW_doc = text base
BELOW_xapian-c = base
BELOW_format = doc text base
BELOW_archive = doc text base
BELOW_query = doc text base
BELOW_index = format archive query xapian-c doc text base
BELOW_output = index format archive query xapian-c doc text base

objs	= $(patsubst %.c,$(O)/%.o,$(wildcard $(1)/*.c)) \
	  $(patsubst %.cc,$(O)/%.o,$(wildcard $(1)/*.cc))
archive	= $(patsubst %,$(O)/lib/lib%.a,$(1))
LIB	= $(O)/libvanban.a
BIN	= $(addprefix $(O)/bin/,vanban-indexer vanban-searchd vanban)
HELPERS	= $(O)/bin/vanban-reader # started by the others, not by people

all: $(BIN) $(HELPERS)

define module
$(O)/lib/lib$(1).a: $(call objs,lib/$(1))
	$$(call say,AR,$$@)
	$(Q)rm -f $$@ && $(AR) qcs $$@ $$^
endef
$(foreach m,$(MODULES),$(eval $(call module,$(m))))

$(LIB): $(foreach m,$(MODULES),$(call objs,lib/$(m)))
	$(call say,AR,$@)
	$(Q)rm -f $@ && $(AR) qcs $@ $^

$(O)/bin/vanban-indexer: $(call objs,indexer) $(LIB)
$(O)/bin/vanban-searchd: $(call objs,searchd) $(LIB)
$(O)/bin/vanban: $(call objs,cli) $(LIB)
$(BIN):
	$(call say,LD,$@)
	$(Q)mkdir -p $(@D)
	$(Q)$(CXX) $(LDFLAGS) -o $@ $^ $(if $(findstring indexer,$@),$(MALLOC)) \
		$(XAPIAN) $(if $(findstring searchd,$@),$(HTTPD)) \
		$(if $(filter vanban,$(@F)),$(CURL)) $(LIBS)

# In its cage it needs no more than what reads files.
$(O)/bin/vanban-reader: $(call objs,reader) $(call archive,format doc text base)
	$(call say,LD,$@)
	$(Q)mkdir -p $(@D)
	$(Q)$(CXX) $(LDFLAGS) -Wl,--as-needed -o $@ -Wl,--start-group $^ \
		-Wl,--end-group $(LIBS)

$(O)/%.o: %.c
	$(call say,CC,$<)
	$(Q)mkdir -p $(@D)
	$(Q)$(CC) $(CPPFLAGS) $(CFLAGS) $(DEPGEN) -c -o $@ $<

$(O)/%.o: %.cc
	$(call say,CXX,$<)
	$(Q)mkdir -p $(@D)
	$(Q)$(CXX) $(CPPFLAGS) $(call pkg,--cflags,xapian-core) $(CXXFLAGS) \
		$(DEPGEN) -c -o $@ $<

-include tests/tests.mk
-include web/web.mk
-include tools/fuzz.mk
-include tools/install.mk
-include tools/lint.mk
-include bench/bench.mk
-include $(shell [ -d $(O) ] && find $(O) -name '*.d')

# Set up, build, index corpus/, show searches, serve the pages.
run: deps-build
	$(Q)$(MAKE) --no-print-directory all
	$(Q)sh tools/run.sh $(O)

clean:
	rm -rf $(O)

.PHONY: all run clean
.DELETE_ON_ERROR:
.SECONDARY:

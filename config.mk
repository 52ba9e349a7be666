# What a packager may want to change. Each can be set on make's command line.
VERSION	= 0.1.0
PREFIX	?= /usr/local
BINDIR	?= $(PREFIX)/bin
MANDIR	?= $(PREFIX)/share/man
DATADIR	?= $(PREFIX)/share
DESTDIR	?=

CC	?= cc
CXX	?= c++
AR	?= ar
OPT	?= -O2 -g

# Hardening, on by default; HARDEN= turns it off.
HARDEN	?= -D_FORTIFY_SOURCE=2 -fstack-protector-strong -fstack-clash-protection \
	   -fcf-protection -fPIE
HARDEN_LD ?= -pie -Wl,-z,relro,-z,now

WARN	= -Wall -Wextra -Wshadow -Wpointer-arith -Wvla -Wformat=2
WARN_C	= $(WARN) -Wstrict-prototypes -Wmissing-prototypes

PACKAGES = libxml-2.0 libzip zlib libdeflate sqlite3 nettle
# Debian 12 packages: to build, to test and fuzz, and to lint. `make deps`
# installs those that are missing.
APT_BUILD = gcc g++ make pkg-config libxapian-dev libxml2-dev libzip-dev zlib1g-dev libdeflate-dev \
	    libsqlite3-dev libmicrohttpd-dev libyaz-dev \
	    libcurl4-openssl-dev nettle-dev \
	    libsystemd-dev libgoogle-perftools-dev bubblewrap \
	    poppler-utils tesseract-ocr tesseract-ocr-vie
# npm comes with some other nodejs than Debian's, which then excludes it.
NPM = $(if $(shell command -v npm),,npm)
APT_TEST  = check libjansson-dev libutf8proc-dev sqlite3 xapian-tools perl python3 curl jq procps \
	    python3-feedparser python3-pyld python3-jsonschema \
	    valgrind git libxml2-utils clang libclang-rt-14-dev \
	    python3-html5lib chromium nodejs default-jre-headless $(NPM) \
	    yaz libcatmandu-oai-perl nginx-light prometheus wrk
APT_LINT  = binutils clang-format clang-tidy cppcheck mandoc shellcheck

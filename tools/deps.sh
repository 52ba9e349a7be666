#!/bin/sh
# Install those of the Debian packages given that are missing; without any
# missing nothing is done, and no network is needed.
# usage: deps.sh PACKAGE...
set -u

if ! command -v dpkg-query >/dev/null || ! command -v apt-get >/dev/null; then
	echo "deps: no apt-get here; what Debian calls: $*" >&2
	exit 0
fi

missing=
for package in "$@"; do
	case $(dpkg-query -W -f='${db:Status-Status}\n' "$package" \
		2>/dev/null) in
	installed*) ;;
	*) missing="$missing $package" ;;
	esac
done
[ -n "$missing" ] || exit 0

sudo=
if [ "$(id -u)" -ne 0 ]; then
	if ! command -v sudo >/dev/null; then
		echo "deps: as root: apt-get install$missing" >&2
		exit 2
	fi
	sudo=sudo
	[ -t 0 ] || sudo='sudo -n'	# nobody is there to type a password
fi

# Nothing of this asks: not apt, not debconf, not a daemon's restart.
apt()
{
	# shellcheck disable=SC2086 # sudo -n
	$sudo env DEBIAN_FRONTEND=noninteractive LC_ALL=C apt-get -qq \
		-o Acquire::Retries=3 -o DPkg::Lock::Timeout=300 \
		-o Dpkg::Use-Pty=0 "$@" </dev/null
}

echo "installing$missing" >&2
if ! apt update; then
	echo 'deps: apt-get update failed: trying with the lists there are' >&2
fi
# shellcheck disable=SC2086 # a list
if ! apt install -y --no-install-recommends $missing >&2; then
	echo "deps: cannot install$missing" >&2
	exit 2
fi

#!/bin/sh
# Prints the java of a JDK 21 or newer, where this machine has one; nothing where the build itself (its version is the argument) is such a one.
# JAVA_NEWER_HOME names it; otherwise it is looked for where packages of Linux and SDKMAN put it.
[ "${1%%.*}" -ge 21 ] && exit 0
for home in "$JAVA_NEWER_HOME" /usr/lib/jvm/* "$HOME"/.sdkman/candidates/java/*; do
  version=$(sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$home/release" 2>/dev/null)
  if [ "${version:-0}" -ge 21 ] && [ -x "$home/bin/java" ]; then
    printf '%s' "$home/bin/java"
    exit 0
  fi
done

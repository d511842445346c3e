# put MODE PATH: makes PATH hold standard input; touches nothing when it already does, else sets `changed`.
put() {
  mkdir -p "${2%/*}"
  cat >"$2.new"
  if [ -f "$2" ] && [ "$(cat "$2")" = "$(cat "$2.new")" ]; then
    rm "$2.new"
  else
    chmod "$1" "$2.new"
    mv "$2.new" "$2"
    changed=yes
  fi
}

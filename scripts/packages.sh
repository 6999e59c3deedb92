# Which Debian packages each verb needs, and how they come onto the machine.
build_packages="g++ cmake ninja-build python3 pkg-config libboost1.81-dev rapidjson-dev libsqlite3-dev libre2-dev libssl-dev libxml2-dev
  libcli11-dev libtomlplusplus-dev libctemplate-dev libqrcodegencpp-dev libxmlsec1-dev libcurl4-openssl-dev zlib1g-dev
  libargon2-dev libcrypt-dev"
static_packages="libicu-dev liblzma-dev"
test_packages="git libgtest-dev openssl curl awscli chromium chromium-headless-shell libnss3-tools apache2-bin
  libapache2-mod-auth-openidc simplesamlphp php-cli php-xml php-mbstring
  python3-aiosmtpd python3-boto3 python3-cryptography python3-jwt python3-yaml"
tidy_packages="clang-tidy-14"
format_packages="git clang-format-14"
sanitize_packages="clang-14 libclang-rt-14-dev llvm-14"
coverage_packages="gcovr"

as_root() {
  if [ "$(id -u)" -eq 0 ]; then "$@"; else sudo "$@"; fi
}

# Installs those of the packages that are missing; asks nothing and needs no network where none is.
need() {
  local missing=() package
  for package in "$@"; do
    dpkg-query -W -f='${db:Status-Status}' "$package" 2>/dev/null | grep -qx installed || missing+=("$package")
  done
  [ ${#missing[@]} -eq 0 ] && return 0
  echo "installing: ${missing[*]}" >&2
  as_root apt-get update -qq >&2
  as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" >&2
}

# Node from wherever the machine has it; Debian's where it has none. tests/sdk/node/with_path finds a newer one for what needs it.
need_node() {
  command -v node >/dev/null && command -v npm >/dev/null && return 0
  need nodejs npm
}

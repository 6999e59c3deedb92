#include "server/crypto/password_hashes.h"

#include <argon2.h>
#include <crypt.h>
#include <openssl/crypto.h>
#include <openssl/evp.h>

#include <algorithm>
#include <charconv>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "server/crypto/base64.h"
#include "server/crypto/openssl.h"
#include "server/util/strings.h"

namespace rockpool::crypto {
namespace {

constexpr std::uint64_t kMostScryptN = 65'536;
constexpr std::uint64_t kMostScryptR = 8;
constexpr std::uint64_t kMostArgon2Kibibytes = 19'456;
constexpr std::uint64_t kMostArgon2Passes = 2;
constexpr std::uint64_t kMostPbkdf2Iterations = 600'000;
constexpr int kLeastBcryptCost = 4;  // the algorithm's own
constexpr int kMostBcryptCost = 12;

// Assumed: how long salts and hashes may be. A shorter hash would be one that many passwords have.
constexpr std::size_t kLeastHashBytes = 16;
constexpr std::size_t kMostHashBytes = 128;
constexpr std::size_t kMostSaltBytes = 128;
constexpr std::size_t kLeastArgon2SaltBytes = 8;  // the algorithm's own

constexpr std::uint64_t kScryptMemory = 80ULL * 1024 * 1024;  // 128 N r, and what OpenSSL takes beside it

struct Parts {
  std::uint64_t cost = 0;    // N, or the number of iterations
  std::uint64_t blocks = 0;  // r
  std::uint64_t lanes = 0;   // p
  std::string salt;
  std::string hash;
};

// Decimal digits without a leading zero, from 1 to `most`.
std::optional<std::uint64_t> NumberIn(std::string_view text, std::uint64_t most) {
  std::uint64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  const bool is_whole = error == std::errc() && end == text.data() + text.size();
  return is_whole && text.front() != '0' && number <= most ? std::optional(number) : std::nullopt;
}

// The parts between the dollar signs, empty ones too.
std::vector<std::string_view> Fields(std::string_view text) {
  std::vector<std::string_view> fields;
  std::size_t begin = 0;
  for (std::size_t end = 0; end != std::string_view::npos; begin = end + 1) {
    end = text.find('$', begin);
    fields.push_back(text.substr(begin, end == std::string_view::npos ? end : end - begin));
  }
  return fields;
}

std::optional<std::string> FromHex(std::string_view text) {
  if (text.size() % 2 != 0 || !std::ranges::all_of(text, util::IsHexDigit)) {
    return std::nullopt;
  }
  std::string bytes(text.size() / 2, '\0');
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    unsigned value = 0;
    std::from_chars(text.data() + 2 * i, text.data() + 2 * i + 2, value, 16);
    bytes[i] = static_cast<char>(value);
  }
  return bytes;
}

// Assumed: without padding, as the tools write it; `.` may stand for `+`, as Python's passlib writes it.
std::optional<std::string> FromBase64(std::string_view text) {
  std::string padded(text);
  if (padded.find('=') != std::string::npos) {
    return std::nullopt;
  }
  std::ranges::replace(padded, '.', '+');
  padded.append((4 - padded.size() % 4) % 4, '=');
  return Base64Decode(padded);
}

std::optional<Parts> WithinBounds(Parts parts, std::size_t least_salt_bytes) {
  const bool is_salt = parts.salt.size() >= least_salt_bytes && parts.salt.size() <= kMostSaltBytes;
  const bool is_hash = parts.hash.size() >= kLeastHashBytes && parts.hash.size() <= kMostHashBytes;
  return is_salt && is_hash ? std::optional(std::move(parts)) : std::nullopt;
}

// RFC 7914, 2: N is less than 2^(128 r / 8). OpenSSL computes no other.
bool IsOfStandard(std::uint64_t n, std::uint64_t r) {
  constexpr std::uint64_t kBits = 64;
  return n > 1 && (n & (n - 1)) == 0 && (16 * r >= kBits || n < std::uint64_t{1} << (16 * r));
}

// N$r$p$hexSalt$hexHash
std::optional<Parts> ScryptIn(std::string_view text) {
  const auto fields = Fields(text);
  if (fields.size() != 5) {
    return std::nullopt;
  }
  const auto n = NumberIn(fields[0], kMostScryptN);
  const auto r = NumberIn(fields[1], kMostScryptR);
  const auto p = NumberIn(fields[2], 1);
  auto salt = FromHex(fields[3]);
  auto hash = FromHex(fields[4]);
  if (!n || !r || !p || !salt || !hash || !IsOfStandard(*n, *r)) {
    return std::nullopt;
  }
  return WithinBounds({*n, *r, *p, *std::move(salt), *std::move(hash)}, 1);
}

// $pbkdf2-sha256$iterations$salt$hash
std::optional<Parts> Pbkdf2In(std::string_view text) {
  const auto fields = Fields(text);
  if (fields.size() != 5 || !fields[0].empty() || fields[1] != "pbkdf2-sha256") {
    return std::nullopt;
  }
  const auto iterations = NumberIn(fields[2], kMostPbkdf2Iterations);
  auto salt = FromBase64(fields[3]);
  auto hash = FromBase64(fields[4]);
  if (!iterations || !salt || !hash) {
    return std::nullopt;
  }
  return WithinBounds({*iterations, 0, 0, *std::move(salt), *std::move(hash)}, 1);
}

// The number behind "m=" and the like.
std::optional<std::uint64_t> Argument(std::string_view text, std::string_view name, std::uint64_t most) {
  return text.starts_with(name) ? NumberIn(text.substr(name.size()), most) : std::nullopt;
}

// $argon2id$v=19$m=…,t=…,p=…$salt$hash
bool IsArgon2id(std::string_view text) {
  const auto fields = Fields(text);
  if (fields.size() != 6 || !fields[0].empty() || fields[1] != "argon2id" || fields[2] != "v=19") {
    return false;
  }
  const std::size_t first = fields[3].find(',');
  const std::size_t last = fields[3].rfind(',');
  if (first == last) {  // or there is none
    return false;
  }
  const bool is_within = Argument(fields[3].substr(0, first), "m=", kMostArgon2Kibibytes) &&
                         Argument(fields[3].substr(first + 1, last - first - 1), "t=", kMostArgon2Passes) &&
                         Argument(fields[3].substr(last + 1), "p=", 1);
  const bool is_plain = text.find('.') == std::string_view::npos;  // the library knows the standard alphabet alone
  auto salt = FromBase64(fields[4]);
  auto hash = FromBase64(fields[5]);
  return is_within && is_plain && salt && hash &&
         WithinBounds({0, 0, 0, *std::move(salt), *std::move(hash)}, kLeastArgon2SaltBytes).has_value();
}

// $2b$12$ and 53 characters: 22 of the salt, 31 of the hash.
bool IsBcrypt(std::string_view text) {
  constexpr std::size_t kLength = 60;
  const auto is_character = [](char c) { return util::IsLetterOrDigit(c) || c == '.' || c == '/'; };
  if (text.size() != kLength || !text.starts_with("$2") || std::string_view("abxy").find(text[2]) == std::string_view::npos ||
      text[3] != '$' || !util::IsDigit(text[4]) || !util::IsDigit(text[5]) || text[6] != '$') {
    return false;
  }
  const int cost = (text[4] - '0') * 10 + (text[5] - '0');
  return cost >= kLeastBcryptCost && cost <= kMostBcryptCost && std::ranges::all_of(text.substr(7), is_character);
}

bool AreEqual(std::string_view left, std::string_view right) {
  return left.size() == right.size() && CRYPTO_memcmp(left.data(), right.data(), left.size()) == 0;
}

bool MatchesBcrypt(const std::string& text, const std::string& password) {
  const auto data = std::make_unique<crypt_data>();  // 32 KiB
  const char* made = crypt_rn(password.c_str(), text.c_str(), data.get(), sizeof(crypt_data));
  return made != nullptr && AreEqual(made, text);
}

unsigned char* BytesIn(std::string& text) { return reinterpret_cast<unsigned char*>(text.data()); }
const unsigned char* BytesIn(const std::string& text) { return reinterpret_cast<const unsigned char*>(text.data()); }

bool MatchesScrypt(const Parts& parts, std::string_view password) {
  std::string made(parts.hash.size(), '\0');
  Require(EVP_PBE_scrypt(password.data(), password.size(), BytesIn(parts.salt), parts.salt.size(), parts.cost, parts.blocks, parts.lanes,
                         kScryptMemory, BytesIn(made), made.size()) == 1,
          "scrypt");
  return AreEqual(made, parts.hash);
}

bool MatchesPbkdf2(const Parts& parts, std::string_view password) {
  std::string made(parts.hash.size(), '\0');
  Require(PKCS5_PBKDF2_HMAC(password.data(), static_cast<int>(password.size()), BytesIn(parts.salt), static_cast<int>(parts.salt.size()),
                            static_cast<int>(parts.cost), EVP_sha256(), static_cast<int>(made.size()), BytesIn(made)) == 1,
          "PBKDF2");
  return AreEqual(made, parts.hash);
}

}  // namespace

bool IsPasswordHash(PasswordHashing kind, std::string_view text) {
  switch (kind) {
    case PasswordHashing::kBcrypt:
      return IsBcrypt(text);
    case PasswordHashing::kScrypt:
      return ScryptIn(text).has_value();
    case PasswordHashing::kArgon2id:
      return IsArgon2id(text);
    case PasswordHashing::kPbkdf2Sha256:
      return Pbkdf2In(text).has_value();
  }
  return false;
}

bool MatchesPasswordHash(PasswordHashing kind, std::string_view text, std::string_view password) {
  if (!IsPasswordHash(kind, text) || password.find('\0') != std::string_view::npos) {
    return false;
  }
  switch (kind) {
    case PasswordHashing::kBcrypt:
      return MatchesBcrypt(std::string(text), std::string(password));
    case PasswordHashing::kScrypt:
      return MatchesScrypt(*ScryptIn(text), password);
    case PasswordHashing::kArgon2id:
      return argon2id_verify(std::string(text).c_str(), password.data(), password.size()) == ARGON2_OK;
    case PasswordHashing::kPbkdf2Sha256:
      return MatchesPbkdf2(*Pbkdf2In(text), password);
  }
  return false;
}

}  // namespace rockpool::crypto

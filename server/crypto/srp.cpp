#include "server/crypto/srp.h"

#include <algorithm>
#include <atomic>
#include <stdexcept>
#include <utility>

#include "server/crypto/base64.h"
#include "server/crypto/digest.h"
#include "server/crypto/openssl.h"
#include "server/util/strings.h"

namespace rockpool::crypto {

namespace {

constexpr int kGenerator = 2;
constexpr std::size_t kMaxSaltBytes = 64;
constexpr std::size_t kMaxPaddedBytes = kSrpVerifierBytes + 1;  // clients put a zero byte before a number with its highest bit set
constexpr std::size_t kMinPrivateKeyBytes = 32;
constexpr std::size_t kMaxHexDigits = 1024;  // of A: it has 768, more with zeros before them
constexpr std::size_t kSessionKeyBytes = 16;
constexpr std::string_view kDerivation = "Caldera Derived Key\x01";

using SecretNumber = OpensslPointer<BIGNUM, BN_clear_free>;
using MontgomeryPointer = OpensslPointer<BN_MONT_CTX, BN_MONT_CTX_free>;
using ScratchPointer = OpensslPointer<BN_CTX, BN_CTX_free>;

std::atomic<std::uint64_t> exponentiations = 0;

SecretNumber NewNumber() {
  SecretNumber number(BN_new());
  Require(number != nullptr, "A number cannot be had from OpenSSL");
  return number;
}

SecretNumber NumberOf(std::string_view bytes) {
  SecretNumber number(BN_bin2bn(reinterpret_cast<const unsigned char*>(bytes.data()), static_cast<int>(bytes.size()), nullptr));
  Require(number != nullptr, "A number cannot be read");
  return number;
}

// nullptr for what is no hex or too much of it.
SecretNumber NumberOfHex(std::string_view hex) {
  if (hex.empty() || hex.size() > kMaxHexDigits || hex.front() == '-') return nullptr;
  BIGNUM* read = nullptr;
  const int digits = BN_hex2bn(&read, std::string(hex).c_str());  // how many of them there are, up to what is none
  SecretNumber number(read);
  return digits == static_cast<int>(hex.size()) ? std::move(number) : nullptr;
}

std::string BytesOfNumber(const BIGNUM* number) {
  std::string bytes(static_cast<std::size_t>(BN_num_bytes(number)), '\0');
  BN_bn2bin(number, reinterpret_cast<unsigned char*>(bytes.data()));
  return bytes;
}

// The bytes of a number as the hashes take them: the fewest that leave its highest bit clear (padHex of amazon-cognito-identity-js).
std::string Padded(std::string_view number) {
  number.remove_prefix(std::min(number.find_first_not_of('\0'), number.size()));
  const bool high = !number.empty() && (static_cast<unsigned char>(number.front()) & 0x80) != 0;
  return std::string(high || number.empty() ? 1 : 0, '\0').append(number);
}

// N, k and what makes exponentiations fast: the same for all, made once, read by all threads.
struct Group {
  SecretNumber modulus{BN_get_rfc3526_prime_3072(nullptr)};
  SecretNumber generator = NewNumber();
  SecretNumber multiplier;  // k
  MontgomeryPointer montgomery{BN_MONT_CTX_new()};

  Group() {
    const ScratchPointer scratch(BN_CTX_new());
    Require(modulus != nullptr && montgomery != nullptr && scratch != nullptr && BN_set_word(generator.get(), kGenerator) == 1 &&
                BN_MONT_CTX_set(montgomery.get(), modulus.get(), scratch.get()) == 1,
            "The group of SRP cannot be had from OpenSSL");
    multiplier = NumberOf(Sha256(Padded(BytesOfNumber(modulus.get())) + Padded(BytesOfNumber(generator.get()))));
  }
};

const Group& TheGroup() {
  static const Group group;
  return group;
}

BN_CTX* Scratch() {
  static thread_local const ScratchPointer scratch(BN_CTX_new());
  Require(scratch != nullptr, "Numbers cannot be had from OpenSSL");
  return scratch.get();
}

// base^exponent mod N, in a time that depends on the exponent's length alone. Requires: base < N.
SecretNumber Power(const BIGNUM* base, BIGNUM* exponent) {
  exponentiations.fetch_add(1, std::memory_order_relaxed);
  BN_set_flags(exponent, BN_FLG_CONSTTIME);
  SecretNumber power = NewNumber();
  Require(BN_mod_exp_mont_consttime(power.get(), base, exponent, TheGroup().modulus.get(), Scratch(), TheGroup().montgomery.get()) == 1,
          "An exponentiation failed");
  return power;
}

SecretNumber Product(const BIGNUM* left, const BIGNUM* right) {
  SecretNumber product = NewNumber();
  Require(BN_mod_mul(product.get(), left, right, TheGroup().modulus.get(), Scratch()) == 1, "A multiplication failed");
  return product;
}

// A mod N, of an A that was sent; nullptr where there is none or the rest is zero.
SecretNumber ClientNumber(const SecretNumber& number) {
  if (number == nullptr) return nullptr;
  SecretNumber rest = NewNumber();
  Require(BN_nnmod(rest.get(), number.get(), TheGroup().modulus.get(), Scratch()) == 1, "A division failed");
  return BN_is_zero(rest.get()) ? nullptr : std::move(rest);
}

// nullptr for what is none.
SecretNumber VerifierOrNothing(std::string_view bytes) {
  SecretNumber number = bytes.size() <= kMaxPaddedBytes ? NumberOf(bytes) : nullptr;
  const bool is_verifier = number != nullptr && !BN_is_zero(number.get()) && BN_cmp(number.get(), TheGroup().modulus.get()) < 0;
  return is_verifier ? std::move(number) : nullptr;
}

SecretNumber NumberOfVerifier(std::string_view verifier) {
  SecretNumber number = VerifierOrNothing(verifier);
  if (number == nullptr) throw std::invalid_argument("This is no SRP verifier.");
  return number;
}

SecretNumber NumberOfPrivateKey(std::string_view bytes) {
  if (bytes.size() < kMinPrivateKeyBytes || bytes.size() > kSrpVerifierBytes) throw std::invalid_argument("This is no SRP private key.");
  return NumberOf(bytes);
}

}  // namespace

bool IsSrpSalt(std::string_view bytes) { return !bytes.empty() && bytes.size() <= kMaxSaltBytes; }

bool IsSrpVerifier(std::string_view bytes) { return VerifierOrNothing(bytes) != nullptr; }

std::string SrpPrivateKey(std::string_view pool_name, std::string_view user_id, std::string_view password, std::string_view salt) {
  if (!IsSrpSalt(salt)) throw std::invalid_argument("This is no salt of SRP.");
  const std::string identity = Sha256(std::string(pool_name).append(user_id).append(":").append(password));
  return Sha256(Padded(salt) + identity);
}

SrpVerifier MakeSrpVerifier(std::string_view pool_name, std::string_view user_id, std::string_view password, std::string_view salt) {
  const SecretNumber x = NumberOf(SrpPrivateKey(pool_name, user_id, password, salt));
  const SecretNumber v = Power(TheGroup().generator.get(), x.get());
  std::string verifier(kSrpVerifierBytes, '\0');
  Require(BN_bn2binpad(v.get(), reinterpret_cast<unsigned char*>(verifier.data()), static_cast<int>(verifier.size())) > 0,
          "A verifier cannot be written");
  return {std::string(salt), std::move(verifier)};
}

bool VerifySrpPassword(const SrpVerifier& verifier, std::string_view pool_name, std::string_view user_id, std::string_view password) {
  return EqualInConstantTime(MakeSrpVerifier(pool_name, user_id, password, verifier.salt).verifier, verifier.verifier);
}

SrpServerKey MakeSrpServerKey(std::string_view verifier, std::span<const unsigned char> random) {
  std::string private_key(random.begin(), random.end());
  const SecretNumber b = NumberOfPrivateKey(private_key);
  const SecretNumber masked_verifier = Product(TheGroup().multiplier.get(), NumberOfVerifier(verifier).get());
  const SecretNumber power = Power(TheGroup().generator.get(), b.get());
  const SecretNumber sum = NewNumber();
  Require(BN_mod_add(sum.get(), masked_verifier.get(), power.get(), TheGroup().modulus.get(), Scratch()) == 1, "An addition failed");
  return {std::move(private_key), util::HexEncode(BytesOfNumber(sum.get()))};
}

bool IsValidSrpA(std::string_view hex) { return ClientNumber(NumberOfHex(hex)) != nullptr; }

std::optional<std::string> SrpSessionKey(std::string_view client_public_hex, const SrpServerKey& server_key, std::string_view verifier) {
  const SecretNumber b = NumberOfPrivateKey(server_key.private_key);
  const SecretNumber v = NumberOfVerifier(verifier);
  const SecretNumber server_public = NumberOfHex(server_key.public_key_hex);
  if (server_public == nullptr) throw std::invalid_argument("This is no SRP public key.");
  const SecretNumber sent = NumberOfHex(client_public_hex);
  const SecretNumber client_public = ClientNumber(sent);
  if (client_public == nullptr) return std::nullopt;
  // The hash is over the number that was sent, which may be past N.
  const std::string u = Sha256(Padded(BytesOfNumber(sent.get())) + Padded(BytesOfNumber(server_public.get())));
  const SecretNumber blinded = Product(client_public.get(), Power(v.get(), NumberOf(u).get()).get());
  const SecretNumber shared = Power(blinded.get(), b.get());
  const std::string extracted = BytesOf(HmacSha256(Padded(u), Padded(BytesOfNumber(shared.get()))));
  return BytesOf(HmacSha256(extracted, kDerivation)).substr(0, kSessionKeyBytes);
}

std::string SrpSignature(std::string_view key, std::string_view pool_name, std::string_view user_id, std::string_view secret_block,
                         std::string_view timestamp) {
  const std::string signed_text = std::string(pool_name).append(user_id).append(secret_block).append(timestamp);
  return Base64Encode(BytesOf(HmacSha256(key, signed_text)));
}

std::uint64_t SrpExponentiations() { return exponentiations.load(std::memory_order_relaxed); }

}  // namespace rockpool::crypto

#include "tests/support/srp_client.h"

#include <openssl/bn.h>
#include <openssl/crypto.h>

#include <memory>
#include <stdexcept>
#include <utility>

#include "server/crypto/base64.h"
#include "server/crypto/digest.h"

namespace rockpool::support {
namespace {

struct FreeNumber {
  void operator()(BIGNUM* number) const { BN_free(number); }
};
using Number = std::unique_ptr<BIGNUM, FreeNumber>;
struct FreeContext {
  void operator()(BN_CTX* context) const { BN_CTX_free(context); }
};
using Context = std::unique_ptr<BN_CTX, FreeContext>;

void Check(bool worked) {
  if (!worked) {
    throw std::runtime_error("a number could not be computed");
  }
}

Number New() { return Number(BN_new()); }

Number OfHex(const std::string& hex) {
  BIGNUM* number = nullptr;
  Check(BN_hex2bn(&number, hex.c_str()) > 0);
  return Number(number);
}

Number OfBytes(std::string_view bytes) {
  return Number(BN_bin2bn(reinterpret_cast<const unsigned char*>(bytes.data()), static_cast<int>(bytes.size()), nullptr));
}

std::string HexOf(const Number& number) {
  char* hex = BN_bn2hex(number.get());
  std::string text(hex);
  OPENSSL_free(hex);
  return text;
}

// Bytes of the positive number in two's complement, as the client hashes them.
std::string Padded(const Number& number) {
  std::string bytes(static_cast<std::size_t>(BN_num_bytes(number.get())), '\0');
  BN_bn2bin(number.get(), reinterpret_cast<unsigned char*>(bytes.data()));
  if (!bytes.empty() && static_cast<unsigned char>(bytes.front()) >= 0x80U) {
    bytes.insert(bytes.begin(), '\0');
  }
  return bytes;
}

Number Modulus() { return Number(BN_get_rfc3526_prime_3072(nullptr)); }

Number Generator() {
  Number two = New();
  Check(BN_set_word(two.get(), 2) == 1);
  return two;
}

Number Power(const Number& base, const Number& exponent, const Number& modulus) {
  const Context context(BN_CTX_new());
  Number power = New();
  Check(BN_mod_exp(power.get(), base.get(), exponent.get(), modulus.get(), context.get()) == 1);
  return power;
}

std::string PoolName(const std::string& user_pool_id) { return user_pool_id.substr(user_pool_id.find('_') + 1); }

std::string Hmac(std::string_view key, std::string_view data) { return crypto::BytesOf(crypto::HmacSha256(key, data)); }

}  // namespace

SrpClient::SrpClient(std::string private_hex) : private_hex_(std::move(private_hex)) {
  public_hex_ = HexOf(Power(Generator(), OfHex(private_hex_), Modulus()));
}

std::string SrpClient::Sign(const Question& question, std::string_view password, std::string_view timestamp) const {
  const Context context(BN_CTX_new());
  const Number n = Modulus();
  const Number g = Generator();
  const Number k = OfBytes(crypto::Sha256(Padded(n) + Padded(g)));
  const Number b = OfHex(question.server_public_hex);
  const Number u = OfBytes(crypto::Sha256(Padded(OfHex(public_hex_)) + Padded(b)));
  const std::string named = PoolName(question.user_pool_id) + question.user_id;
  const Number x = OfBytes(crypto::Sha256(Padded(OfHex(question.salt)) + crypto::Sha256(named + ":" + std::string(password))));
  // S = (B - k g^x)^(a + u x)
  Number base = New();
  const Number verifier = Power(g, x, n);
  Check(BN_mod_mul(base.get(), k.get(), verifier.get(), n.get(), context.get()) == 1);
  Check(BN_mod_sub(base.get(), b.get(), base.get(), n.get(), context.get()) == 1);
  Number exponent = New();
  Check(BN_mul(exponent.get(), u.get(), x.get(), context.get()) == 1);
  Check(BN_add(exponent.get(), exponent.get(), OfHex(private_hex_).get()) == 1);
  const Number s = Power(base, exponent, n);
  const std::string key = Hmac(Hmac(Padded(u), Padded(s)), std::string("Caldera Derived Key\x01")).substr(0, 16);
  const std::string secret_block = crypto::Base64Decode(question.secret_block).value();
  return crypto::Base64Encode(Hmac(key, named + secret_block + std::string(timestamp)));
}

}  // namespace rockpool::support

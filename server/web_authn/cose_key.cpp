#include "server/web_authn/cose_key.h"

#include <cstdint>
#include <optional>
#include <stdexcept>
#include <utility>

#include "server/crypto/base64.h"
#include "server/web_authn/web_authn.h"

namespace rockpool::web_authn {
namespace {

// The labels of a COSE_Key's members: by their type those below 0 mean different things.
constexpr std::int64_t kType = 1;
constexpr std::int64_t kAlgorithm = 3;
constexpr std::int64_t kCurve = -1;
constexpr std::int64_t kX = -2;
constexpr std::int64_t kY = -3;
constexpr std::int64_t kModulus = -1;
constexpr std::int64_t kExponent = -2;

constexpr std::int64_t kTypeOkp = 1;
constexpr std::int64_t kTypeEc2 = 2;
constexpr std::int64_t kTypeRsa = 3;
constexpr std::int64_t kCurveP256 = 1;
constexpr std::int64_t kCurveEd25519 = 6;

[[noreturn]] void RefuseKey() { throw Refused(Fault::kMalformed, "The public key is none."); }

bool Has(const CborValue& map, std::int64_t label, std::int64_t value) { return map.FindInteger(label) == value; }

std::optional<crypto::PublicKey> P256Key(const CborValue& map) {
  const auto x = map.FindBytes(kX);
  const auto y = map.FindBytes(kY);
  return Has(map, kType, kTypeEc2) && Has(map, kCurve, kCurveP256) && x && y ? crypto::PublicKey::FromEcPoint("P-256", *x, *y)
                                                                             : std::nullopt;
}

std::optional<crypto::PublicKey> RsaKey(const CborValue& map) {
  const auto n = map.FindBytes(kModulus);
  const auto e = map.FindBytes(kExponent);
  return Has(map, kType, kTypeRsa) && n && e ? crypto::PublicKey::FromRsaNumbers(*n, *e) : std::nullopt;
}

std::optional<std::string> Ed25519Key(const CborValue& map) {
  const auto x = map.FindBytes(kX);
  return Has(map, kType, kTypeOkp) && Has(map, kCurve, kCurveEd25519) && x && x->size() == crypto::kEd25519KeyBytes
             ? std::optional(std::string(*x))
             : std::nullopt;
}

bool KeyVerifies(const crypto::PublicKey& key, Algorithm algorithm, std::string_view data, std::string_view signature) {
  switch (algorithm) {
    case Algorithm::kEs256:
      return key.VerifiesDer(crypto::JwsAlgorithm::kEs256, data, signature);
    case Algorithm::kRs256:
      return key.VerifiesDer(crypto::JwsAlgorithm::kRs256, data, signature);
    case Algorithm::kEdDsa:
      break;
  }
  return false;
}

void WriteMember(std::string& out, std::int64_t label, std::int64_t value) {
  WriteCborInteger(out, label);
  WriteCborInteger(out, value);
}

void WriteMember(std::string& out, std::int64_t label, std::string_view bytes) {
  WriteCborInteger(out, label);
  WriteCborBytes(out, bytes);
}

}  // namespace

CoseKey CoseKey::Of(const CborValue& map) {
  const auto algorithm = map.FindInteger(kAlgorithm);
  if (!algorithm || !map.FindInteger(kType)) {
    RefuseKey();
  }
  const auto of = [&](Algorithm known, auto key) {
    if (!key) {
      RefuseKey();
    }
    return CoseKey(known, *std::move(key));
  };
  switch (*algorithm) {
    case static_cast<std::int64_t>(Algorithm::kEs256):
      return of(Algorithm::kEs256, P256Key(map));
    case static_cast<std::int64_t>(Algorithm::kRs256):
      return of(Algorithm::kRs256, RsaKey(map));
    case static_cast<std::int64_t>(Algorithm::kEdDsa):
      return of(Algorithm::kEdDsa, Ed25519Key(map));
    default:
      throw Refused(Fault::kAlgorithm, "The public key is of an algorithm that is not known.");
  }
}

CoseKey CoseKey::FromBytes(std::string_view bytes) {
  const std::optional<CborValue> map = ReadWholeCbor(bytes);
  if (!map) {
    RefuseKey();
  }
  return Of(*map);
}

bool CoseKey::Verifies(std::string_view data, std::string_view signature) const {
  if (const auto* const ed25519 = std::get_if<std::string>(&key_)) {
    return crypto::VerifiesEd25519(*ed25519, data, signature);
  }
  return KeyVerifies(std::get<crypto::PublicKey>(key_), algorithm_, data, signature);
}

bool CertificateVerifies(std::string_view der, Algorithm algorithm, std::string_view data, std::string_view signature) {
  const std::optional<crypto::PublicKey> key = crypto::PublicKey::FromCertificate(crypto::Base64Encode(der));
  return key && KeyVerifies(*key, algorithm, data, signature);
}

std::string CoseKeyOf(const crypto::CredentialKeyPair& pair) {
  std::string key;
  switch (pair.kind()) {
    case crypto::CredentialKeyPair::Kind::kP256:
      WriteCborMap(key, 5);
      WriteMember(key, kType, kTypeEc2);
      WriteMember(key, kAlgorithm, static_cast<std::int64_t>(Algorithm::kEs256));
      WriteMember(key, kCurve, kCurveP256);
      WriteMember(key, kX, pair.first_number());
      WriteMember(key, kY, pair.second_number());
      break;
    case crypto::CredentialKeyPair::Kind::kRsa2048:
      WriteCborMap(key, 4);
      WriteMember(key, kType, kTypeRsa);
      WriteMember(key, kAlgorithm, static_cast<std::int64_t>(Algorithm::kRs256));
      WriteMember(key, kModulus, pair.first_number());
      WriteMember(key, kExponent, pair.second_number());
      break;
    case crypto::CredentialKeyPair::Kind::kEd25519:
      WriteCborMap(key, 4);
      WriteMember(key, kType, kTypeOkp);
      WriteMember(key, kAlgorithm, static_cast<std::int64_t>(Algorithm::kEdDsa));
      WriteMember(key, kCurve, kCurveEd25519);
      WriteMember(key, kX, pair.first_number());
      break;
  }
  return key;
}

Algorithm AlgorithmOf(const crypto::CredentialKeyPair& pair) {
  switch (pair.kind()) {
    case crypto::CredentialKeyPair::Kind::kP256:
      return Algorithm::kEs256;
    case crypto::CredentialKeyPair::Kind::kRsa2048:
      return Algorithm::kRs256;
    case crypto::CredentialKeyPair::Kind::kEd25519:
      break;
  }
  return Algorithm::kEdDsa;
}

}  // namespace rockpool::web_authn

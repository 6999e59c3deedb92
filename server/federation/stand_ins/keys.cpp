#include "server/federation/stand_ins/keys.h"

#include <array>
#include <utility>

#include "server/api/json_object.h"
#include "server/crypto/base64.h"
#include "server/crypto/certificate.h"
#include "server/crypto/digest.h"
#include "server/crypto/rsa_signing.h"
#include "server/federation/stand_ins/state.h"
#include "server/util/clock.h"
#include "server/util/random.h"

namespace rockpool::federation {
namespace {

using identity_providers::ProviderInUse;

constexpr std::int64_t kDay = 24 * 60 * 60;
constexpr std::int64_t kValiditySeconds = 3650 * kDay;
constexpr std::size_t kKidLength = 16;
constexpr const char* kCommonName = "rockpool stand-in";

// What is kept of a key, made outside of the transaction.
struct Drawn {
  std::string pem;
  std::string certificate;
  std::string kid;
};

std::string CertificateOf(const world::World& world, const crypto::RsaKey& key) {
  std::array<unsigned char, 16> serial{};
  world.random.Fill(serial);
  const std::int64_t now = world.wall_clock.Now() / 1000;
  return crypto::SelfSignedCertificate(key, kCommonName, {now - kDay, now + kValiditySeconds}, serial);
}

std::string KidOf(const crypto::RsaKey& key) {
  return crypto::Base64UrlEncode(crypto::Sha256(crypto::RsaPublicKey(key).ModulusBase64Url())).substr(0, kKidLength);
}

Drawn Draw(const world::World& world, const crypto::RsaKey& key) { return {key.ToPem(), CertificateOf(world, key), KidOf(key)}; }

void Put(StandInState& state, const Drawn& drawn) {
  state.key = drawn.pem;
  state.certificate = drawn.certificate;
  state.kid = drawn.kid;
}

// Loaded once: a certificate is of one key, and never changes.
std::shared_ptr<const StandInKey> Loaded(const world::World& world, const StandInState& state) {
  return world.caches.Of<StandInKey>().Get(world::RecordVersion{0, state.certificate, 0}, [&state] {
    return StandInKey{crypto::RsaKey::FromPem(state.key), state.certificate, state.kid};
  });
}

}  // namespace

std::shared_ptr<const StandInKey> KeyOf(const world::World& world, const ProviderInUse& provider) {
  if (const SharedState seen = ReadState(world, provider); !seen->key.empty()) {
    return Loaded(world, *seen);
  }
  crypto::TakenKey taken = world.keys.Take();
  const Drawn drawn = Draw(world, taken.key());
  StandInState state;
  ChangeState(world, provider, [&](StandInState& kept) {
    if (kept.key.empty()) {
      Put(kept, drawn);
    }
    state = kept;
  });
  if (state.certificate == drawn.certificate) {
    taken.Keep();
  }
  return Loaded(world, state);
}

std::shared_ptr<const StandInKey> StrangeKey(const world::World& world, const ProviderInUse& provider) {
  const std::shared_ptr<const StandInKey> own = KeyOf(world, provider);
  const crypto::TakenKey taken = world.keys.TakeUnlike(own->key);
  return std::make_shared<const StandInKey>(StandInKey{taken.key().Share(), CertificateOf(world, taken.key()), KidOf(taken.key())});
}

void RotateKey(const world::World& world, const ProviderInUse& provider) {
  const std::shared_ptr<const StandInKey> own = KeyOf(world, provider);
  crypto::TakenKey taken = world.keys.TakeUnlike(own->key);
  const Drawn drawn = Draw(world, taken.key());
  ChangeState(world, provider, [&drawn](StandInState& state) { Put(state, drawn); });
  taken.Keep();
}

namespace {

std::string KeySetOf(const StandInKey& key) {
  const crypto::RsaPublicKey public_key(key.key);
  api::JsonObject jwk;
  jwk.Add("kty", std::string_view("RSA"));
  jwk.Add("use", std::string_view("sig"));
  jwk.Add("alg", std::string_view("RS256"));
  jwk.Add("kid", key.kid);
  jwk.Add("n", public_key.ModulusBase64Url());
  jwk.Add("e", public_key.ExponentBase64Url());
  api::JsonObject keys;
  keys.AddJsonList("keys", {jwk.Text()});
  return keys.Text();
}

// Written once: OpenSSL exports a number in constant time, at half of what it costs to verify a signature.
struct KeySet {
  static constexpr std::size_t kCachedRecords = identity_providers::kCachedProviders;

  std::string json;
};

}  // namespace

std::string JwksOf(const world::World& world, const StandInKey& key) {
  return world.caches.Of<KeySet>().Get({0, key.certificate, 0}, [&key] { return KeySet{KeySetOf(key)}; })->json;
}

}  // namespace rockpool::federation

#include "server/federation/saml/metadata.h"

#include <algorithm>
#include <chrono>
#include <optional>
#include <utility>

#include "server/api/errors.h"
#include "server/federation/refusal.h"
#include "server/federation/stand_ins/provider_door.h"
#include "server/identity_providers/saml_metadata.h"
#include "server/util/clock.h"
#include "server/util/log.h"
#include "server/util/thread_safety.h"
#include "server/xml/signature.h"

namespace rockpool::federation {
namespace {

using identity_providers::ProviderInUse;
using identity_providers::SamlMetadata;
using SharedPeer = std::shared_ptr<const SamlPeer>;

constexpr std::string_view kMetadataUrl = "MetadataURL";
constexpr util::EpochMillis kLifetime = 6LL * 60 * 60 * 1000;  // documented
constexpr util::EpochMillis kRetryAfter = 60LL * 1000;
constexpr int kMaxRedirects = 20;  // documented

// Assumed: the words.
Refusal NoMetadata() { return {"server_error", "Error retrieving metadata"}; }

std::vector<crypto::PublicKey> KeysOf(const std::vector<std::string>& certificates) {
  std::vector<crypto::PublicKey> keys;
  for (const std::string& certificate : certificates) {
    if (keys.size() == xml::kMostKeys) break;
    // One of an algorithm that no signature may have is no reason to refuse the others.
    if (auto key = crypto::PublicKey::FromCertificate(certificate)) keys.push_back(*std::move(key));
  }
  return keys;
}

SamlPeer PeerOf(const SamlMetadata& metadata) {
  return {metadata.entity_id, metadata.sso_redirect_uri, metadata.slo_redirect_uri.value_or(""), KeysOf(metadata.signing_certificates)};
}

// Throws api::InvalidParameterException, and http::FetchError for what has expired before it came, too.
SamlMetadata FetchMetadata(const world::World& world, const ProviderInUse& provider) {
  const auto url = http::ParseUrl(provider.Detail(kMetadataUrl));
  if (!url) throw http::FetchError("the address is no URL");
  http::FetchRequest request{.url = *url, .max_redirects = kMaxRedirects};
  request.headers.Add("User-Agent", "Amazon/IdPConfig");
  const http::FetchResponse response = Fetch(world, provider, ProviderAddress::kMetadata, request);
  if (response.status != 200) throw http::FetchError("the status is " + std::to_string(response.status));
  SamlMetadata metadata = identity_providers::ReadSamlMetadata(response.body);
  if (metadata.valid_until && *metadata.valid_until <= world.wall_clock.Now()) throw http::FetchError("its validUntil is over");
  return metadata;
}

// nullopt, and a line in the log, where it cannot be had.
std::optional<SamlMetadata> TryToFetchMetadata(const world::World& world, const ProviderInUse& provider) {
  std::string reason;
  try {
    return FetchMetadata(world, provider);
  } catch (const http::FetchError& error) {
    reason = error.what();
  } catch (const api::InvalidParameterException& error) {
    reason = error.what();
  }
  util::Log(util::LogLevel::kWarning, "SAML metadata cannot be fetched", {{"provider", provider.name}, {"reason", reason}});
  return std::nullopt;
}

// Of one revision of a provider. Any thread; none waits for another one's request.
class FetchedMetadata {
 public:
  SharedPeer Use(const world::World& world, const ProviderInUse& provider, const std::function<void()>& before_fetch) {
    const util::EpochMillis now = world.wall_clock.Now();
    if (before_fetch && IsDue(now)) before_fetch();
    const auto [known, is_due] = TakeTurn(now);
    if (!is_due) return known;
    const auto metadata = TryToFetchMetadata(world, provider);
    if (!metadata && known == nullptr) throw NoMetadata();
    return metadata ? Keep(*metadata, now) : known;
  }

 private:
  struct Turn {
    SharedPeer known;  // null before the first time
    bool is_due;       // the caller is to fetch it
  };

  bool IsDue(util::EpochMillis now) ROCKPOOL_EXCLUDES(mutex_) {
    const util::LockGuard lock(mutex_);
    return IsDueLocked(now);
  }

  // One caller asks again, and the others go by what is known.
  Turn TakeTurn(util::EpochMillis now) ROCKPOOL_EXCLUDES(mutex_) {
    const util::LockGuard lock(mutex_);
    const bool is_due = IsDueLocked(now);
    if (is_due) refresh_at_ = now + kRetryAfter;
    return {peer_, is_due};
  }

  // Forgets what is over.
  bool IsDueLocked(util::EpochMillis now) ROCKPOOL_REQUIRES(mutex_) {
    if (valid_until_ && *valid_until_ <= now) peer_ = nullptr;
    return peer_ == nullptr || now >= refresh_at_;
  }

  SharedPeer Keep(const SamlMetadata& metadata, util::EpochMillis now) ROCKPOOL_EXCLUDES(mutex_) {
    auto fresh = std::make_shared<const SamlPeer>(PeerOf(metadata));
    const util::EpochMillis end = now + std::min(kLifetime, metadata.cache_millis.value_or(kLifetime));
    const util::LockGuard lock(mutex_);
    // A lifetime of nothing has nobody ask at each response.
    refresh_at_ = std::max(now + kRetryAfter, std::min(end, metadata.valid_until.value_or(end)));
    valid_until_ = metadata.valid_until;
    peer_ = fresh;
    return fresh;
  }

  util::Mutex mutex_;
  SharedPeer peer_ ROCKPOOL_GUARDED_BY(mutex_);
  std::optional<util::EpochMillis> valid_until_ ROCKPOOL_GUARDED_BY(mutex_);  // then it is not believed any more, whatever else there is
  util::EpochMillis refresh_at_ ROCKPOOL_GUARDED_BY(mutex_) = 0;
};

// The cache holds what never changes: that this provider's metadata is here.
struct PlaceOfMetadata {
  static constexpr std::size_t kCachedRecords = identity_providers::kCachedProviders;

  std::unique_ptr<FetchedMetadata> metadata = std::make_unique<FetchedMetadata>();
};

// A stand-in may change its key whenever it likes, and no revision says so: each certificate is its own name.
struct StandInKeys {
  static constexpr std::size_t kCachedRecords = identity_providers::kCachedProviders;

  std::vector<crypto::PublicKey> keys;
};

SharedPeer PeerOf(const world::World& world, const ProviderInUse& provider, const StandInTrust& trust) {
  SamlPeer peer{trust.entity_id, provider.Detail("SSORedirectBindingURI"), provider.Detail("SLORedirectBindingURI"), {}};
  for (const std::string& certificate : trust.certificates) {
    const auto decode = [&certificate] { return StandInKeys{KeysOf({certificate})}; };
    const auto known = world.caches.Of<StandInKeys>().Get({0, certificate, 0}, decode);
    peer.keys.insert(peer.keys.end(), known->keys.begin(), known->keys.end());
  }
  return std::make_shared<const SamlPeer>(std::move(peer));
}

}  // namespace

SharedPeer PeerOf(const world::World& world, const ProviderInUse& provider, const std::function<void()>& before_fetch) {
  if (const auto trust = TrustOfStandIn(world, provider)) return PeerOf(world, provider, *trust);
  const std::string id = provider.user_pool_id + "/" + provider.name;
  const world::RecordVersion version{provider.generation, id, provider.revision};
  if (!provider.Detail(kMetadataUrl).empty()) {
    const auto place = world.caches.Of<PlaceOfMetadata>().Get(version, [] { return PlaceOfMetadata(); });
    return place->metadata->Use(world, provider, before_fetch);
  }
  try {
    return world.caches.Of<SamlPeer>().Get(
        version, [&provider] { return PeerOf(identity_providers::ReadSamlMetadata(provider.Detail("MetadataFile"))); });
  } catch (const api::InvalidParameterException&) {
    throw NoMetadata();
  }
}

}  // namespace rockpool::federation

// The documents behind ProviderDetails (SAML metadata, OIDC discovery): which are fetched, from where, and which keys they tell.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "server/http/client.h"
#include "server/http/endpoint.h"
#include "server/identity_providers/provider_type.h"
#include "server/identity_providers/settings.h"
#include "server/util/clock.h"

namespace rockpool::identity_providers {

// True if the submitted details name or hold a document of that type, so that Resolve reads one.
bool NamesDocument(const ProviderType& type, const Details& submitted);

// What Resolve does for the submitted details, whatever the type: kWaits if a document may be fetched, kComputes if one that was sent along
// is parsed, kHere if there is none.
http::Runs ResolveRuns(const Details& submitted);

// Any thread, several at once. `client` outlives it.
class RemoteDocuments {
 public:
  RemoteDocuments(const Settings& settings, http::Client& client) : settings_(settings), client_(client) {}

  // Reads the document that `submitted` names, and returns the keys that it tells, for CompleteDetails; nullopt if it names none, so that
  // what was read before holds on. `merged` is the result of MergeDetails, `now` is wall time. Blocks for up to 5 s: never in a transaction
  // or on an I/O thread. Throws api::InvalidParameterException if the document cannot be had or is not what it should be.
  std::optional<Details> Resolve(const ProviderType& type, const Details& merged, const Details& submitted, util::EpochMillis now);

 private:
  enum class Reach { kFetched, kNotFetched, kForbidden };

  Reach ReachOf(const http::Url& url) const;
  Details SamlFacts(const Details& merged, util::EpochMillis now);
  std::string FetchMetadata(const http::Url& url, const std::string& text);
  Details UnfetchedSamlFacts(const http::Url& url);
  void CheckDiscovery(const Details& merged);
  bool Discovers(const http::Url& url);

  Settings settings_;
  http::Client& client_;
};

// What an OpenID provider says of itself at its well-known address: where that is, and whether an answer is one.

std::string DiscoveryUrl(std::string_view issuer);

// True for a JSON object with the issuer, and the authorization, token and key addresses as strings. `json` may be anything. That the
// issuer is the expected one is checked at sign-in, as on AWS.
bool IsDiscoveryDocument(const std::string& json);

}  // namespace rockpool::identity_providers

#include "server/federation/stand_ins/provider_door.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <iterator>
#include <thread>
#include <utility>

#include "server/federation/stand_ins/faults.h"
#include "server/federation/stand_ins/keys.h"
#include "server/federation/stand_ins/stand_in.h"
#include "server/federation/stand_ins/state.h"
#include "server/http/form.h"
#include "server/identity_providers/settings.h"

namespace rockpool::federation {
namespace {

using identity_providers::ProviderInUse;

// Where the provider is: by the address that its browsers know, else by what names it.
std::optional<http::Url> PlaceOf(const ProviderInUse& provider) {
  for (const char* key : {"authorize_url", "oidc_issuer", "MetadataURL", "SSORedirectBindingURI"}) {
    if (const std::string& text = provider.Detail(key); !text.empty()) {
      return http::ParseUrl(text);
    }
  }
  return std::nullopt;
}

bool IsBySettings(const world::World& world, const ProviderInUse& provider) {
  const auto place = PlaceOf(provider);
  // What is to be asked at no place that a request is ever sent to is refused by the client, whoever else might answer.
  return place && http::ClassOfHost(place->host) != http::HostClass::kForbidden &&
         !identity_providers::IsReal(world.settings.Of<identity_providers::Settings>(), place->host);
}

// One address of a real provider may be on a public host all the same: the provider is where its browsers go, and its details and its
// discovery document name others.
void CheckIsReal(const world::World& world, const http::Url& url) {
  if (http::ClassOfHost(url.host) != http::HostClass::kForbidden &&  // the client has words of its own for those
      !identity_providers::IsReal(world.settings.Of<identity_providers::Settings>(), url.host)) {
    throw http::FetchError("'" + url.host + "' is not contacted: --providers says which hosts are real");
  }
}

http::FetchResponse InProcess(const world::World& world, const ProviderInUse& provider, ProviderAddress address,
                              const http::FetchRequest& fetch) {
  http::Request request;
  request.method = fetch.method;
  const std::string& target = fetch.url.target;
  request.path = target.substr(0, target.find('?'));
  request.query = target.size() > request.path.size() ? target.substr(request.path.size() + 1) : "";
  for (const http::Headers* headers : {&fetch.headers, &fetch.secret_headers}) {
    for (const auto& [name, value] : *headers) {
      request.headers.Add(name, value);
    }
  }
  request.body = fetch.body;
  http::Response response = AnswerOfStandIn(world, provider, address, request);
  if (response.body.size() > fetch.max_body_bytes) {
    throw http::FetchError("the answer is larger than " + std::to_string(fetch.max_body_bytes) + " bytes");
  }
  return {response.status, std::move(response.body), std::move(response.headers)};
}

http::FetchResponse Json(int status, std::string body) {
  http::FetchResponse response{status, std::move(body)};
  response.headers.Add("Content-Type", "application/json");
  return response;
}

// The words are those of the client.
void BeSlow(const Fault& fault, const http::FetchTimes& times) {
  const auto most = std::min(times.first_byte, times.whole);
  const std::chrono::milliseconds delay(fault.delay_ms);
  std::this_thread::sleep_for(std::min(delay, most));
  if (delay >= most) {
    throw http::FetchError("there was no answer in time", http::FetchError::Kind::kTimedOut);
  }
}

// What keeps a real provider's answer away.
std::optional<http::FetchResponse> WrongAnswer(const world::World& world, const ProviderInUse& provider, ProviderAddress address,
                                               const StandInState& state) {
  if (address == ProviderAddress::kToken) {
    if (const auto fault = TakeFault(world, provider, state, {Wrong::kTokenEndpoint4xx, Wrong::kTokenEndpoint5xx})) {
      return fault->wrong == Wrong::kTokenEndpoint4xx ? Json(400, R"({"error":"invalid_grant","error_description":"wrong on purpose"})")
                                                      : Json(503, R"({"error":"temporarily_unavailable"})");
    }
  }
  if (address == ProviderAddress::kKeys) {
    if (const auto fault = TakeFault(world, provider, state, {Wrong::kJwksGone, Wrong::kKeyRotated})) {
      return fault->wrong == Wrong::kJwksGone ? Json(404, "{}") : Json(200, JwksOf(world, *StrangeKey(world, provider)));
    }
  }
  return std::nullopt;
}

// The provider's own way back with an error, where its address says where that is.
std::string ErrorUrl(const std::string& url) {
  const auto query = http::ParseForm(url.find('?') == std::string::npos ? "" : url.substr(url.find('?') + 1));
  const auto callback = query ? query->Find("redirect_uri") : std::nullopt;
  if (!callback) {
    return url;
  }
  return http::WithQuery(
      *callback,
      {{"error", "access_denied"}, {"error_description", "wrong on purpose"}, {"state", std::string(query->Find("state").value_or(""))}});
}

bool IsSimulated(const world::World& world, const ProviderInUse& provider, const StandInState& state) {
  return state.is_simulated || IsBySettings(world, provider);
}

}  // namespace

bool IsSimulated(const world::World& world, const ProviderInUse& provider) {
  return IsBySettings(world, provider) || ReadState(world, provider)->is_simulated;
}

std::string BrowserUrl(const world::World& world, const ProviderInUse& provider, ProviderAddress address, const std::string& url,
                       std::string_view browser_origin) {
  if (!IsSimulated(world, provider)) {
    const bool is_wrong = address == ProviderAddress::kAuthorize && TakeFault(world, provider, {Wrong::kProviderError});
    return is_wrong ? ErrorUrl(url) : url;
  }
  const auto query = url.find('?');
  return std::string(browser_origin) + StandInPath(provider, address) + (query == std::string::npos ? "" : url.substr(query));
}

http::FetchResponse Fetch(const world::World& world, const ProviderInUse& provider, ProviderAddress address,
                          const http::FetchRequest& request) {
  SharedState state = ReadState(world, provider);
  if (const auto fault = TakeFault(world, provider, *state, {Wrong::kDown, Wrong::kSlow})) {
    if (fault->wrong == Wrong::kDown) {
      throw http::FetchError("it cannot be connected: Connection refused");
    }
    BeSlow(*fault, request.times);
    state = ReadState(world, provider);
  }
  if (IsSimulated(world, provider, *state)) {
    return InProcess(world, provider, address, request);
  }
  if (!identity_providers::IsAtAskedPort(world.settings.Of<identity_providers::Settings>(), request.url)) {
    throw http::FetchError("of a public host only the ports 80 and 443 are asked");
  }
  if (auto wrong = WrongAnswer(world, provider, address, *state)) {
    return *std::move(wrong);
  }
  CheckIsReal(world, request.url);
  return world.http_client.Fetch(request);
}

bool IsReached(const world::World& world, const ProviderInUse& provider) {
  return provider.type != &identity_providers::kSaml || !provider.Detail("MetadataURL").empty() || IsSimulated(world, provider);
}

std::optional<StandInTrust> TrustOfStandIn(const world::World& world, const ProviderInUse& provider) {
  if (!IsSimulated(world, provider)) {
    return std::nullopt;
  }
  return StandInTrust{EntityIdOfStandIn(world, provider), {KeyOf(world, provider)->certificate}};
}

std::optional<Distortion> TakeDistortion(const world::World& world, const ProviderInUse& provider) {
  struct Row {
    Wrong wrong;
    Distortion distortion;
  };
  static constexpr std::array kRows{
      Row{Wrong::kBadSignature, Distortion::kBadSignature},
      Row{Wrong::kOtherKey, Distortion::kOtherKey},
      Row{Wrong::kWrongIssuer, Distortion::kWrongIssuer},
      Row{Wrong::kWrongAudience, Distortion::kWrongAudience},
      Row{Wrong::kWrongNonce, Distortion::kWrongNonce},
      Row{Wrong::kExpired, Distortion::kExpired},
      Row{Wrong::kNotYetValid, Distortion::kNotYetValid},
      Row{Wrong::kReplayed, Distortion::kReplayed},
      Row{Wrong::kNoEmail, Distortion::kNoEmail},
      Row{Wrong::kUnencrypted, Distortion::kUnencrypted},
      Row{Wrong::kProviderError, Distortion::kProviderError},
  };
  if (IsBySettings(world, provider)) {
    return std::nullopt;
  }
  const SharedState state = ReadState(world, provider);
  if (state->is_simulated || state->faults.empty()) {
    return std::nullopt;
  }
  const bool is_saml = provider.type == &identity_providers::kSaml;
  std::vector<Wrong> kinds;
  std::ranges::transform(kRows, std::back_inserter(kinds), &Row::wrong);
  // With SAML nobody asks for keys in the middle of a sign-in, so a new one is one that is not known yet.
  if (is_saml) {
    kinds.push_back(Wrong::kKeyRotated);
  } else {
    std::erase(kinds, Wrong::kProviderError);
  }
  const auto fault = TakeFault(world, provider, *state, kinds);
  if (!fault) {
    return std::nullopt;
  }
  const auto* row = std::ranges::find(kRows, fault->wrong, &Row::wrong);
  return row == kRows.end() ? Distortion::kOtherKey : row->distortion;
}

}  // namespace rockpool::federation

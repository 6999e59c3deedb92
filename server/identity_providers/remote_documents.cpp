#include "server/identity_providers/remote_documents.h"

#include <algorithm>

#include "server/api/errors.h"
#include "server/api/json.h"
#include "server/identity_providers/saml_metadata.h"
#include "server/util/log.h"

namespace rockpool::identity_providers {
namespace {

constexpr std::chrono::seconds kTimeout{5};
constexpr std::size_t kMaxBodyBytes = 1024 * 1024;
constexpr const char* kMetadataFile = "MetadataFile";
constexpr const char* kEndpoints[] = {"authorize_url", "token_url", "attributes_url", "jwks_uri"};

// `agent` is what AWS calls itself there (developer guide).
http::FetchRequest RequestFor(const http::Url& url, std::string_view agent) {
  http::FetchRequest request{.url = url, .times = {.whole = kTimeout}, .max_body_bytes = kMaxBodyBytes};
  request.headers.Add("User-Agent", std::string(agent));
  return request;
}

// Only the origin: the rest of an address may hold what is nobody's business.
void LogFailure(std::string_view what, const http::Url& url, std::string_view reason) {
  util::Log(util::LogLevel::kWarning, what, {{"origin", url.Origin()}, {"reason", reason}});
}

[[noreturn]] void RefuseIssuer() { throw api::InvalidParameterException("Unable to contact well-known endpoint"); }

// Assumed: the text for all that keeps a document away but the status.
[[noreturn]] void RefuseMetadataUrl(const std::string& url) {
  throw api::InvalidParameterException("Error retrieving metadata from " + url);
}

bool HasValue(const Details& details, std::string_view key) {
  const auto found = details.find(key);
  return found != details.end() && !found->second.empty();
}

}  // namespace

bool NamesDocument(const ProviderType& type, const Details& submitted) {
  const auto has_value = [&submitted](std::string_view key) { return HasValue(submitted, key); };
  if (type.document == Document::kOidcDiscovery) {
    if (std::ranges::all_of(kEndpoints, has_value)) return false;
    // One that is taken away is to be discovered from now on.
    if (std::ranges::any_of(kEndpoints, [&submitted](std::string_view key) { return submitted.contains(key); })) return true;
  }
  return std::ranges::any_of(type.document_keys, has_value);
}

http::Runs ResolveRuns(const Details& submitted) {
  http::Runs runs = http::Runs::kHere;
  for (const ProviderType* type : ProviderTypes()) {
    if (NamesDocument(*type, submitted)) {
      const bool is_sent_along = type->document == Document::kSamlMetadata && HasValue(submitted, kMetadataFile);
      runs = std::max(runs, is_sent_along ? http::Runs::kComputes : http::Runs::kWaits);
    }
  }
  return runs;
}

std::optional<Details> RemoteDocuments::Resolve(const ProviderType& type, const Details& merged, const Details& submitted,
                                                util::EpochMillis now) {
  if (!NamesDocument(type, submitted)) return std::nullopt;
  if (type.document == Document::kSamlMetadata) return SamlFacts(merged, now);
  // What discovery finds is neither stored nor answered: AWS resolves it at sign-in, and here only wants to see it.
  CheckDiscovery(merged);
  return Details{};
}

RemoteDocuments::Reach RemoteDocuments::ReachOf(const http::Url& url) const {
  if (settings_.providers == Settings::Providers::kSimulated) return Reach::kNotFetched;
  if (http::ClassOfHost(url.host) == http::HostClass::kForbidden || !IsAtAskedPort(settings_, url)) return Reach::kForbidden;
  return IsReal(settings_, url.host) ? Reach::kFetched : Reach::kNotFetched;
}

Details RemoteDocuments::SamlFacts(const Details& merged, util::EpochMillis now) {
  std::string xml;
  if (const auto file = merged.find(kMetadataFile); file != merged.end()) {
    xml = file->second;
  } else {
    const std::string& text = merged.at("MetadataURL");
    const auto url = http::ParseUrl(text);
    if (!url) RefuseMetadataUrl(text);
    if (ReachOf(*url) == Reach::kNotFetched) return UnfetchedSamlFacts(*url);
    xml = FetchMetadata(*url, text);
  }
  const SamlMetadata metadata = ParseSamlMetadata(xml, now);
  Details facts = {{"SSORedirectBindingURI", metadata.sso_redirect_uri}};
  if (metadata.slo_redirect_uri) facts.emplace("SLORedirectBindingURI", *metadata.slo_redirect_uri);
  return facts;
}

std::string RemoteDocuments::FetchMetadata(const http::Url& url, const std::string& text) {
  if (ReachOf(url) == Reach::kForbidden) RefuseMetadataUrl(text);
  http::FetchResponse response;
  try {
    response = client_.Fetch(RequestFor(url, "Amazon/IdPConfig"));
  } catch (const http::FetchError& error) {
    LogFailure("SAML metadata cannot be fetched", url, error.what());
    RefuseMetadataUrl(text);
  }
  if (response.status != 200) {
    throw api::InvalidParameterException("Non-ok status code " + std::to_string(response.status) +
                                         " returned from remote metadata source " + text);
  }
  return response.body;
}

Details RemoteDocuments::UnfetchedSamlFacts(const http::Url& url) {
  util::Log(util::LogLevel::kInfo, "SAML metadata is not fetched from such hosts; its addresses are derived from the URL",
            {{"origin", url.Origin()}});
  return {{"SSORedirectBindingURI", url.Origin() + "/sso/saml"}, {"SLORedirectBindingURI", url.Origin() + "/slo/saml"}};
}

void RemoteDocuments::CheckDiscovery(const Details& merged) {
  // Assumed: fewer than the four leave a need for discovery.
  if (std::ranges::all_of(kEndpoints, [&merged](const char* key) { return merged.contains(key); })) return;
  const auto url = http::ParseUrl(DiscoveryUrl(merged.at("oidc_issuer")));
  if (!url || !Discovers(*url)) RefuseIssuer();
}

bool RemoteDocuments::Discovers(const http::Url& url) {
  const Reach reach = ReachOf(url);
  if (reach == Reach::kForbidden) return false;
  if (reach == Reach::kNotFetched) {
    util::Log(util::LogLevel::kInfo, "OIDC discovery does not ask such hosts; their issuers are believed", {{"origin", url.Origin()}});
    return true;
  }
  try {
    const http::FetchResponse response = client_.Fetch(RequestFor(url, "Amazon/Cognito"));
    if (response.status == 200 && IsDiscoveryDocument(response.body)) return true;
    LogFailure("OIDC discovery failed", url, response.status == 200 ? "not a discovery document" : "the status is not 200");
  } catch (const http::FetchError& error) {
    LogFailure("OIDC discovery failed", url, error.what());
  }
  return false;
}

namespace {

constexpr const char* kRequiredStrings[] = {"issuer", "authorization_endpoint", "token_endpoint", "jwks_uri"};

}  // namespace

std::string DiscoveryUrl(std::string_view issuer) {
  if (issuer.ends_with('/')) issuer.remove_suffix(1);
  return std::string(issuer) + "/.well-known/openid-configuration";
}

bool IsDiscoveryDocument(const std::string& json) {
  rapidjson::Document document;
  if (!api::ParseJson(json, document) || !document.IsObject()) return false;
  return std::ranges::all_of(kRequiredStrings, [&document](const char* name) {
    const auto member = document.FindMember(name);
    return member != document.MemberEnd() && member->value.IsString();
  });
}

}  // namespace rockpool::identity_providers

#include "server/federation/oauth2/relying_party.h"

#include <set>
#include <string_view>

#include "server/federation/oauth2/apple.h"
#include "server/federation/oauth2/claim_text.h"
#include "server/federation/oauth2/endpoints.h"
#include "server/federation/oauth2/id_token.h"
#include "server/federation/oauth2/profile.h"
#include "server/federation/oauth2/token_exchange.h"

namespace rockpool::federation {
namespace {

constexpr std::size_t kLongestIssuer = 1024;  // that is told

// Verbatim, but for Facebook's parts, which AWS lists behind the description (amplify-js issue 5036).
Refusal ProvidersRefusal(const Dialect& dialect, const OAuthReturn& returned) {
  std::string description = returned.error_description.value_or("");
  if (dialect.lists_error_parts) {
    const auto add = [&description](std::string_view name, const std::optional<std::string>& value) {
      if (value) {
        description.append(description.empty() ? "" : "; ").append(name).append("=").append(*value);
      }
    };
    add("error", returned.error);
    add("error_code", returned.error_code);
    add("error_reason", returned.error_reason);
  }
  return {returned.error.value_or(""), std::move(description)};
}

// RFC 9207: an answer that another provider has given says so. Its code must not be shown to this one, nor the other way round.
// Assumed: nobody has published what AWS does with it.
void CheckIssuer(const Asking& asking, const Dialect& dialect, const OAuthReturn& returned) {
  const std::string& known = asking.provider.Detail("oidc_issuer");
  if (!returned.issuer || known.empty()) {
    return;
  }
  asking.report.Check("issuer of the answer");
  if (*returned.issuer != known && *returned.issuer != dialect.second_issuer) {
    asking.report.Explain("it is of " + Cut(*returned.issuer, kLongestIssuer));
    throw FailedCode();
  }
}

void AddToken(const std::set<std::string_view>& mapped, const char* name, const std::string& token, Claims& claims) {
  if (mapped.contains(name) && !token.empty()) {
    claims.values[name] = {token};
  }
}

// As if the provider had not told the e-mail address, whatever it calls it.
void DropAddress(const identity_providers::ProviderInUse& provider, Claims& claims) {
  std::set<std::string_view> names{"email"};
  if (const auto mapped = provider.settings.attribute_mapping.find("email"); mapped != provider.settings.attribute_mapping.end()) {
    names.insert(mapped->second);
  }
  for (const std::string_view name : names) {
    claims.values.erase(std::string(name));
  }
  for (SaidMembers* said : {&claims.said.id_token, &claims.said.user_info}) {
    std::erase_if(*said, [&names](const auto& member) { return names.contains(member.first); });
  }
}

void RequireSubject(const Asking& asking, const Dialect& dialect, const Claims& claims) {
  asking.report.Check("subject");
  if (claims.subject.empty()) {
    asking.report.Explain("there is no " + std::string(dialect.subject) + " that names somebody");
    throw FailedCode();
  }
}

}  // namespace

Claims ClaimsOf(const world::World& world, const identity_providers::ProviderInUse& provider, const OAuthReturn& returned,
                const std::string& callback, Report& report) {
  const Asking asking{world, provider, report};
  const Dialect& dialect = DialectOf(*provider.type);
  CheckIssuer(asking, dialect, returned);
  report.Check("answer of the provider");
  // An error counts, whatever else came with it.
  if (returned.error) {
    throw ProvidersRefusal(dialect, returned);
  }
  if (!returned.code || returned.code->empty()) {
    report.Explain("there is no code");
    throw FailedCode();
  }
  const Endpoints endpoints = EndpointsOf(asking);
  const ProviderTokens tokens = ExchangeCode(asking, dialect, endpoints.token, *returned.code, callback);
  const std::optional<Distortion> distortion = TakeDistortion(world, provider);
  if (distortion == Distortion::kReplayed) {
    report.Explain("the code was good, and is to be taken for one that was spent");
    throw TokenRefusal(asking, 400);
  }

  Claims claims;
  claims.said.token_response = tokens.said;
  if (dialect.has_id_token) {
    rapidjson::Document id_token;
    CheckIdToken(asking, dialect, endpoints.keys, tokens.id_token, distortion, id_token);
    claims.said.id_token = MembersOf(id_token);
    claims.subject = SubjectIn(id_token, dialect.subject);
    AddClaims(id_token, claims);
    RequireSubject(asking, dialect, claims);
  }
  if (returned.user && dialect.signs_its_secret) {
    AddAppleNames(*returned.user, claims);
  }
  AddProfile(asking, dialect, endpoints.profile, tokens.access_token, claims);
  if (!dialect.has_id_token) {
    RequireSubject(asking, dialect, claims);
  }
  report.Check("claims");
  if (distortion == Distortion::kNoEmail) {
    DropAddress(provider, claims);
  }
  // What the provider calls by these names in a token or profile is something else.
  const std::set<std::string_view> mapped = MappedClaims(provider);
  AddToken(mapped, "access_token", tokens.access_token, claims);
  AddToken(mapped, "id_token", tokens.id_token, claims);
  AddToken(mapped, "refresh_token", tokens.refresh_token, claims);
  return claims;
}

}  // namespace rockpool::federation

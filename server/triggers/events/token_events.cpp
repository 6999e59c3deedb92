#include "server/triggers/events/token_events.h"

#include <cstddef>
#include <string_view>
#include <utility>

#include "server/triggers/events/call.h"
#include "server/triggers/events/fields.h"

namespace rockpool::triggers {
namespace {

// Claims and scopes of one issue, those that are there without the function included (the developer guide). Assumed: what happens beyond.
constexpr std::size_t kMostChanges = 5'000;

// Of names and values: a code keeps them, and an address that a browser is sent to may carry the tokens.
constexpr std::size_t kMostChangedBytes = std::size_t{256} * 1024;

std::string_view SourceOf(TokenSource source) {
  switch (source) {
    case TokenSource::kHostedAuth:
      return "TokenGeneration_HostedAuth";
    case TokenSource::kAuthentication:
      return "TokenGeneration_Authentication";
    case TokenSource::kNewPasswordChallenge:
      return "TokenGeneration_NewPasswordChallenge";
    case TokenSource::kAuthenticateDevice:
      return "TokenGeneration_AuthenticateDevice";
    case TokenSource::kRefreshTokens:
      return "TokenGeneration_RefreshTokens";
    case TokenSource::kClientCredentials:
      return "TokenGeneration_ClientCredentials";
  }
  return "";
}

std::string JsonOf(const tokens::GroupClaims& groups) {
  api::JsonObject json;
  json.Add("groupsToOverride", groups.groups);
  json.Add("iamRolesToOverride", groups.roles);
  if (groups.preferred_role) {
    json.Add("preferredRole", *groups.preferred_role);
  } else {
    json.AddJson("preferredRole", "null");
  }
  return json.Text();
}

// Assumed: an empty object takes the groups away (the developer guide says so, of null too), and null is the absence that every answer
// begins with.
std::optional<tokens::GroupClaims> ReadGroups(const Fields& details) {
  const api::JsonValue* json = details.Find("groupOverrideDetails");
  if (json == nullptr) {
    return std::nullopt;
  }
  const Fields fields(*json, {"groupsToOverride", "iamRolesToOverride", "preferredRole"});
  return tokens::GroupClaims{.groups = fields.Texts("groupsToOverride"),
                             .roles = fields.Texts("iamRolesToOverride"),
                             .preferred_role = fields.Text("preferredRole")};
}

// Assumed: a claim that is null is none.
tokens::ClaimChanges ReadClaims(const Fields& fields) {
  return {.to_set = fields.ValuesByName("claimsToAddOrOverride"), .to_suppress = fields.Texts("claimsToSuppress")};
}

// Claims are texts in this version, and those of the ID token alone.
tokens::TokenChanges ReadVersionOne(const api::JsonValue& response) {
  tokens::TokenChanges changes;
  const Fields fields(response, {"claimsOverrideDetails"});
  if (const api::JsonValue* json = fields.Find("claimsOverrideDetails"); json != nullptr) {
    const Fields details(*json, {"claimsToAddOrOverride", "claimsToSuppress", "groupOverrideDetails"});
    details.TextsByName("claimsToAddOrOverride");  // refuses others than texts
    changes.id = ReadClaims(details);
    changes.groups = ReadGroups(details);
  }
  return changes;
}

tokens::TokenChanges ReadLaterVersion(const api::JsonValue& response) {
  tokens::TokenChanges changes;
  const Fields fields(response, {"claimsAndScopeOverrideDetails"});
  const api::JsonValue* json = fields.Find("claimsAndScopeOverrideDetails");
  if (json == nullptr) {
    return changes;
  }
  const Fields details(*json, {"idTokenGeneration", "accessTokenGeneration", "groupOverrideDetails"});
  if (const api::JsonValue* id = details.Find("idTokenGeneration"); id != nullptr) {
    changes.id = ReadClaims(Fields(*id, {"claimsToAddOrOverride", "claimsToSuppress"}));
  }
  if (const api::JsonValue* access = details.Find("accessTokenGeneration"); access != nullptr) {
    const Fields of_access(*access, {"claimsToAddOrOverride", "claimsToSuppress", "scopesToAdd", "scopesToSuppress"});
    changes.access = ReadClaims(of_access);
    changes.scopes_to_add = of_access.Texts("scopesToAdd");
    changes.scopes_to_suppress = of_access.Texts("scopesToSuppress");
  }
  changes.groups = ReadGroups(details);
  return changes;
}

class Sum {
 public:
  void Add(std::string_view text) {
    ++texts_;
    bytes_ += text.size();
  }
  void Add(const std::vector<std::string>& texts) {
    for (const std::string& text : texts) {
      Add(text);
    }
  }
  void Add(const tokens::ClaimChanges& changes) {
    for (const auto& [name, value] : changes.to_set) {
      Add(name);
      bytes_ += value.size();
    }
    Add(changes.to_suppress);
  }

  std::size_t texts() const { return texts_; }
  std::size_t bytes() const { return bytes_; }

 private:
  std::size_t texts_ = 0;  // values are not counted beside their names
  std::size_t bytes_ = 0;
};

void RefuseTooMuch(const tokens::TokenChanges& changes) {
  Sum sum;
  sum.Add(changes.id);
  sum.Add(changes.access);
  sum.Add(changes.scopes_to_add);
  sum.Add(changes.scopes_to_suppress);
  if (changes.groups) {
    sum.Add(changes.groups->groups);
    sum.Add(changes.groups->roles);
    if (changes.groups->preferred_role) {
      sum.Add(*changes.groups->preferred_role);
    }
  }
  if (sum.texts() > kMostChanges || sum.bytes() > kMostChangedBytes) {
    RefuseAnswer();
  }
}

using Values = std::vector<std::pair<std::string, std::string>>;

std::string ObjectOf(const Values& values) {
  api::JsonObject json;
  for (const auto& [name, value] : values) {
    json.AddJson(name, value);
  }
  return json.Text();
}

std::string AttributesOf(const FederatedClaims& claims) {
  api::JsonObject json;
  if (claims.provider_type == "SAML") {
    json.AddJson("samlResponse", ObjectOf(claims.saml_response));
  } else {
    json.AddJson("tokenResponse", ObjectOf(claims.token_response));
    json.AddJson("idToken", ObjectOf(claims.id_token));
    json.AddJson("userInfo", ObjectOf(claims.user_info));
  }
  return json.Text();
}

// A string as its text, another value as its JSON: functions hand on what they were told of the provider's claims.
std::optional<Values> ReadAttributesToMap(const api::JsonValue& response) {
  const Fields fields(response, {"userAttributesToMap"});
  const api::JsonValue* json = fields.Find("userAttributesToMap");
  Values values = fields.ValuesByName("userAttributesToMap");
  if (json == nullptr || values.empty()) {
    return std::nullopt;
  }
  for (auto& [name, value] : values) {
    if (value.starts_with('"')) {
      value = api::FromStoredJson<std::string>(value);
    }
  }
  return values;
}

}  // namespace

tokens::TokenChanges AskPreTokenGeneration(const Origin& origin, TokenSource source, const Person& person,
                                           const tokens::GroupClaims& groups, const std::vector<std::string>& scopes,
                                           const Metadata& client_metadata) {
  tokens::TokenChanges changes;
  const auto function = FunctionOf(origin.pool, Trigger::kPreTokenGeneration);
  const bool is_of_client = source == TokenSource::kClientCredentials;
  if (!function || (is_of_client && function->version != "V3_0")) {
    return changes;
  }
  const bool is_version_one = function->version == "V1_0";
  api::JsonObject request;
  AddAttributes(request, person);
  request.AddJson("groupConfiguration", is_of_client ? "null" : JsonOf(groups));
  if (!is_version_one) {
    request.Add("scopes", scopes);
  }
  AddClientMetadata(request, client_metadata);
  Call(origin, *function,
       {.trigger = Trigger::kPreTokenGeneration,
        .source = SourceOf(source),
        .username = person.username,
        .request = request.Text(),
        .response = is_version_one ? R"({"claimsOverrideDetails":null})" : R"({"claimsAndScopeOverrideDetails":null})",
        .version = std::string_view(function->version).substr(1, 1)},
       [&](const api::JsonValue& response) {
         changes = is_version_one ? ReadVersionOne(response) : ReadLaterVersion(response);
         RefuseTooMuch(changes);
       });
  return changes;
}

std::optional<Values> AskInboundFederation(const Origin& origin, const std::string& username, const FederatedClaims& claims) {
  const auto function = FunctionOf(origin.pool, Trigger::kInboundFederation);
  if (!function) {
    return std::nullopt;
  }
  api::JsonObject request;
  request.Add("providerName", claims.provider_name);
  request.Add("providerType", claims.provider_type);
  request.AddJson("attributes", AttributesOf(claims));
  std::optional<Values> to_map;
  Call(origin, *function,
       {.trigger = Trigger::kInboundFederation,
        .source = "InboundFederation_ExternalProvider",
        .username = username,
        .request = request.Text(),
        .response = R"({"userAttributesToMap":{}})"},
       [&to_map](const api::JsonValue& response) { to_map = ReadAttributesToMap(response); });
  return to_map;
}

}  // namespace rockpool::triggers

#include "server/oauth/registration/client_metadata.h"

#include <algorithm>
#include <array>
#include <utility>

#include "server/api/json.h"
#include "server/oauth/errors.h"
#include "server/util/lists.h"
#include "server/util/strings.h"

namespace rockpool::oauth {
namespace {

using Flow = api::OAuthFlowType;

constexpr std::size_t kMostMembers = 100;   // of a list; an app client has 100 callback URLs at most
constexpr std::size_t kMaxRedirect = 1024;  // this and the next as the service model has them
constexpr std::size_t kMaxName = 128;
constexpr std::array<std::pair<std::string_view, TokenEndpointAuth>, 3> kAuthMethods{{{"none", TokenEndpointAuth::kNone},
                                                                                      {"client_secret_basic", TokenEndpointAuth::kBasic},
                                                                                      {"client_secret_post", TokenEndpointAuth::kPost}}};

const api::JsonValue* Find(const api::JsonValue& object, const char* name) {
  const auto found = object.FindMember(name);
  return found == object.MemberEnd() || found->value.IsNull() ? nullptr : &found->value;
}

std::optional<std::string> Text(const api::JsonValue& object, const char* name) {
  const api::JsonValue* value = Find(object, name);
  if (value == nullptr) {
    return std::nullopt;
  }
  if (!value->IsString()) {
    RefuseMetadata(name, "has to be a string");
  }
  return std::string(api::TextOf(*value));
}

std::optional<std::vector<std::string>> Texts(const api::JsonValue& object, const char* name) {
  const api::JsonValue* value = Find(object, name);
  if (value == nullptr) {
    return std::nullopt;
  }
  if (!value->IsArray() || value->Size() > kMostMembers ||
      !std::ranges::all_of(value->GetArray(), [](const api::JsonValue& element) { return element.IsString(); })) {
    RefuseMetadata(name, "has to be a list of at most 100 strings");
  }
  std::vector<std::string> texts;
  for (const auto& element : value->GetArray()) {
    texts.emplace_back(api::TextOf(element));
  }
  return util::EachOnce(std::optional(std::move(texts)));
}

// What an app client's name may not have is replaced, a character of several bytes by one sign.
std::string AsName(std::string_view text) {
  std::string name;
  for (const char c : text) {
    const bool continues = (static_cast<unsigned char>(c) & 0xC0U) == 0x80;
    if (continues || name.size() == kMaxName) {
      continue;
    }
    name += util::IsLetterOrDigit(c) || std::string_view("_ +=,.@-").find(c) != std::string_view::npos ? c : '-';
  }
  return name;
}

// Where the pool's configuration has no list, what such lists may hold is allowed. Assumed.
bool Allows(const std::optional<std::vector<Flow>>& list, Flow flow) { return !list || util::Contains(list, flow); }

// `refresh_token` comes with codes, and `implicit` is passed over (documented).
bool TakeGrant(const std::vector<std::string>& types, const api::DcrConfigurationType& configuration, bool is_authenticated) {
  bool has_code = false;
  bool is_for_itself = false;
  for (const std::string& type : types) {
    has_code = has_code || type == "authorization_code";
    is_for_itself = is_for_itself || type == "client_credentials";
    if (type != "authorization_code" && type != "client_credentials" && type != "refresh_token" && type != "implicit") {
      RefuseMetadata("grant_types", "has an unknown one");
    }
  }
  if (has_code == is_for_itself) {
    RefuseMetadata("grant_types", "has to hold either authorization_code or client_credentials");
  }
  RequireGrant(configuration, is_for_itself, is_authenticated);
  return is_for_itself;
}

// Redirects of a client's own making; which of them are good is for the rules of callback URLs.
std::vector<std::string> TakeRedirects(const api::JsonValue& object, bool is_required) {
  std::vector<std::string> uris;
  try {
    uris = Texts(object, "redirect_uris").value_or(std::vector<std::string>());
  } catch (const JsonError& error) {
    throw JsonError("invalid_redirect_uri", error.description());
  }
  if (is_required && uris.empty()) {
    throw JsonError("invalid_redirect_uri", "redirect_uris has to name one.");
  }
  const bool is_clean = std::ranges::all_of(uris, [](const std::string& uri) {
    return !uri.empty() && uri.size() <= kMaxRedirect && std::ranges::all_of(uri, [](char c) { return c > ' ' && c < '\x7f'; });
  });
  if (!is_clean) {
    throw JsonError("invalid_redirect_uri", "redirect_uris has one that is no URI.");
  }
  return uris;
}

TokenEndpointAuth TakeAuth(const api::JsonValue& object, bool is_for_itself) {
  const std::string method = Text(object, "token_endpoint_auth_method").value_or("client_secret_basic");
  const auto found = std::ranges::find(kAuthMethods, method, [](const auto& known) { return known.first; });
  if (found == kAuthMethods.end()) {
    RefuseMetadata("token_endpoint_auth_method", "has to be none, client_secret_basic or client_secret_post");
  }
  if (is_for_itself && found->second == TokenEndpointAuth::kNone) {
    RefuseMetadata("token_endpoint_auth_method", "cannot be none with client_credentials");
  }
  return found->second;
}

// `token` belongs to `implicit`, and is passed over with it.
void CheckResponseTypes(const api::JsonValue& object) {
  for (const std::string& type : Texts(object, "response_types").value_or(std::vector<std::string>())) {
    if (type != "code" && type != "token") {
      RefuseMetadata("response_types", "can only hold code");
    }
  }
}

std::optional<std::vector<std::string>> TakeScopes(const api::JsonValue& object) {
  const std::string scope = Text(object, "scope").value_or("");
  const auto names = util::Split(scope, " ");
  if (names.size() > kMostMembers) {
    RefuseMetadata("scope", "has too many names");
  }
  return names.empty() ? std::nullopt : util::EachOnce(std::optional(std::vector<std::string>(names.begin(), names.end())));
}

}  // namespace

void RefuseMetadata(std::string_view member, std::string_view what) {
  throw JsonError("invalid_client_metadata", std::string(member) + " " + std::string(what) + ".");
}

std::vector<std::string> ClientMetadata::grant_types() const {
  return is_for_itself ? std::vector<std::string>{"client_credentials"} : std::vector<std::string>{"authorization_code", "refresh_token"};
}

std::vector<std::string> ClientMetadata::response_types() const {
  return is_for_itself ? std::vector<std::string>() : std::vector<std::string>{"code"};
}

std::string_view ClientMetadata::auth_method() const {
  return std::ranges::find(kAuthMethods, auth, [](const auto& known) { return known.second; })->first;
}

void RequireGrant(const api::DcrConfigurationType& configuration, bool is_for_itself, bool is_authenticated) {
  const bool is_allowed = is_authenticated
                              ? Allows(configuration.AuthenticatedGrantTypes, is_for_itself ? Flow::client_credentials : Flow::code)
                              : !is_for_itself && Allows(configuration.OpenDcrGrantTypes, Flow::code);
  if (!is_allowed) {
    RefuseMetadata("grant_types", "has one that the user pool does not let register");
  }
}

ClientMetadata ReadClientMetadata(std::string_view body, const api::DcrConfigurationType& configuration, bool is_authenticated) {
  rapidjson::Document object;
  if (!api::ParseJson(std::string(body), object) || !object.IsObject()) {
    RefuseMetadata("The body", "has to be a JSON object");
  }
  ClientMetadata metadata;
  metadata.is_for_itself =
      TakeGrant(Texts(object, "grant_types").value_or(std::vector<std::string>{"authorization_code"}), configuration, is_authenticated);
  metadata.redirect_uris = TakeRedirects(object, !metadata.is_for_itself);
  CheckResponseTypes(object);
  metadata.auth = TakeAuth(object, metadata.is_for_itself);
  if (const auto name = Text(object, "client_name"); name && !name->empty()) {
    metadata.client_name = AsName(*name);
  }
  metadata.scopes = TakeScopes(object);
  return metadata;
}

}  // namespace rockpool::oauth

#include "server/federation/stand_ins/typed_claims.h"

#include <algorithm>
#include <array>

#include "server/api/json.h"
#include "server/util/strings.h"

namespace rockpool::federation {
namespace {

using identity_providers::ProviderInUse;
using identity_providers::ProviderType;

constexpr std::string_view kField = "claim.";
constexpr std::size_t kMostSubjectBytes = 1024;

std::string TextOf(const rapidjson::Value& value) {
  api::JsonBuffer buffer;
  api::JsonWriter writer(buffer);
  value.Accept(writer);
  return {buffer.GetString(), buffer.GetSize()};
}

bool ParseObject(std::string_view json, rapidjson::Document& document) {
  return json.size() <= kMostClaimsBytes && api::ParseJson(std::string(json), document) && document.IsObject();
}

void Set(rapidjson::Document& object, std::string_view name, rapidjson::Value value) {
  auto& allocator = object.GetAllocator();
  rapidjson::Value key(name.data(), static_cast<rapidjson::SizeType>(name.size()), allocator);
  object.RemoveMember(key);
  object.AddMember(key, value, allocator);
}

void SetField(rapidjson::Document& object, std::string_view name, std::string_view value) {
  const bool is_boolean = name.ends_with("_verified") && (value == "true" || value == "false");
  if (is_boolean) {
    Set(object, name, rapidjson::Value(value == "true"));
  } else {
    Set(object, name, rapidjson::Value(value.data(), static_cast<rapidjson::SizeType>(value.size()), object.GetAllocator()));
  }
}

// By the attribute of the pool that is filled.
std::string_view ExampleValue(std::string_view attribute) {
  struct Row {
    std::string_view attribute;
    std::string_view value;
  };
  static constexpr std::array kRows{
      Row{"address", "1 Example Street"},
      Row{"birthdate", "1990-01-31"},
      Row{"email", "alice@example.com"},
      Row{"email_verified", "true"},
      Row{"family_name", "Example"},
      Row{"gender", "female"},
      Row{"given_name", "Alice"},
      Row{"locale", "en-US"},
      Row{"name", "Alice Example"},
      Row{"phone_number", "+15550100"},
      Row{"phone_number_verified", "true"},
      Row{"picture", "https://example.com/alice.png"},
      Row{"profile", "https://example.com/alice"},
      Row{"website", "https://example.com/"},
      Row{"zoneinfo", "Europe/Berlin"},
  };
  const auto* found = std::ranges::find(kRows, attribute, &Row::attribute);
  return found == kRows.end() ? "example" : found->value;
}

struct TypeExample {
  const ProviderType* type;
  std::string_view subject;
  std::vector<std::pair<std::string, std::string>> claims;
};

const std::vector<TypeExample>& Examples() {
  static const std::vector<TypeExample> examples = {
      {&identity_providers::kGoogle,
       "110248495921238986420",
       {{"email", "alice@example.com"}, {"email_verified", "true"}, {"name", "Alice Example"}, {"given_name", "Alice"}}},
      {&identity_providers::kFacebook, "10158000000000001", {{"email", "alice@example.com"}, {"name", "Alice Example"}}},
      {&identity_providers::kLoginWithAmazon,
       "amzn1.account.EXAMPLEALICE",
       {{"email", "alice@example.com"}, {"name", "Alice Example"}, {"postal_code", "98109"}}},
      {&identity_providers::kSignInWithApple,
       "000123.0a1b2c3d4e5f60718293a4b5c6d7e8f9.0456",
       {{"email", "alice@example.com"}, {"email_verified", "true"}, {"firstName", "Alice"}, {"lastName", "Example"}}},
      {&identity_providers::kOidc, "alice", {{"email", "alice@example.com"}, {"email_verified", "true"}, {"name", "Alice Example"}}},
      {&identity_providers::kSaml, "alice@example.com", {}},
  };
  return examples;
}

}  // namespace

std::optional<std::string> ClaimsText(std::string_view json) {
  rapidjson::Document document;
  return ParseObject(json, document) ? std::optional(TextOf(document)) : std::nullopt;
}

bool IsSubject(std::string_view subject) {
  return !subject.empty() && subject.size() <= kMostSubjectBytes && util::IsUtf8(subject) &&
         std::ranges::none_of(subject, [](char c) { return static_cast<unsigned char>(c) < ' ' || c == '\x7f'; });
}

Example ExampleOf(const ProviderInUse& provider) {
  const auto& type = *std::ranges::find(Examples(), provider.type, &TypeExample::type);
  Example example{std::string(type.subject), type.claims};
  for (const auto& [attribute, claim] : provider.settings.attribute_mapping) {
    const bool is_known = std::ranges::find(example.claims, claim, &std::pair<std::string, std::string>::first) != example.claims.end();
    if (!is_known && attribute != "username" && claim != "access_token" && claim != "id_token" && claim != "refresh_token") {
      example.claims.emplace_back(claim, ExampleValue(attribute));
    }
  }
  return example;
}

std::optional<std::string> ClaimsOfForm(const http::NamedValues& form) {
  if (const auto whole = form.Find("claims")) {
    return ClaimsText(*whole);
  }
  rapidjson::Document claims;
  claims.SetObject();
  for (const auto& [name, value] : form) {
    if (name.starts_with(kField) && !value.empty()) {
      SetField(claims, std::string_view(name).substr(kField.size()), value);
    }
  }
  rapidjson::Document more;
  const std::string_view typed = form.Find("more").value_or("");
  if (typed.find_first_not_of(" \t\r\n") != std::string_view::npos) {
    if (!ParseObject(typed, more)) {
      return std::nullopt;
    }
    for (const auto& member : more.GetObject()) {
      Set(claims, api::TextOf(member.name), rapidjson::Value(member.value, claims.GetAllocator()));
    }
  }
  const std::string text = TextOf(claims);
  return text.size() <= kMostClaimsBytes ? std::optional(text) : std::nullopt;
}

std::string WithoutEmail(const ProviderInUse& provider, const std::string& claims) {
  rapidjson::Document document;
  api::ParseStoredJson(claims, document);
  document.RemoveMember("email");
  const auto mapped = provider.settings.attribute_mapping.find("email");
  if (mapped != provider.settings.attribute_mapping.end()) {
    document.RemoveMember(mapped->second.c_str());
  }
  return TextOf(document);
}

}  // namespace rockpool::federation

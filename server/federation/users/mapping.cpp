#include "server/federation/users/mapping.h"

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <span>
#include <string_view>

#include "server/accounts/attribute_values.h"
#include "server/accounts/attributes.h"
#include "server/api/errors.h"
#include "server/util/lists.h"
#include "server/util/strings.h"

namespace rockpool::federation {
namespace {

constexpr std::size_t kLongestValue = 2048;  // documented

// What ends a text of the schema's, as recorded (amplify-js#3526): "user.email%3A+Attribute+cannot+be+updated.%0A+".
constexpr const char* kEnd = "\n ";

std::string Invalid(std::string_view attribute, std::string_view text) {
  return "Invalid user attributes: " + std::string(attribute) + ": " + std::string(text);
}

const std::vector<std::string>* FindClaim(const Claims& claims, std::string_view name) {
  const auto found = claims.values.find(name);
  return found == claims.values.end() || found->second.empty() ? nullptr : &found->second;
}

bool IsFlag(std::string_view attribute) { return attribute == "email_verified" || attribute == "phone_number_verified"; }

// No client may be given a flag to write; with the value goes what the provider says of it (Assumed).
bool IsWritable(const clients::ClientInUse& client, std::string_view attribute) {
  constexpr std::string_view kVerified = "_verified";
  return clients::MayWrite(client, IsFlag(attribute) ? attribute.substr(0, attribute.size() - kVerified.size()) : attribute);
}

// The form of HTML forms, in which "+" is a blank, is what the guide names.
std::string FormEncoded(std::string_view value) {
  constexpr const char* kDigits = "0123456789ABCDEF";
  std::string encoded;
  for (const char c : value) {
    const auto byte = static_cast<unsigned char>(c);
    const bool is_letter = (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
    if (is_letter || util::IsDigit(c) || std::string_view(".-*_").find(c) != std::string_view::npos) {
      encoded += c;
    } else if (c == ' ') {
      encoded += '+';
    } else {
      encoded += {'%', kDigits[byte / 16], kDigits[byte % 16]};
    }
  }
  return encoded;
}

class Mapper {
 public:
  Mapper(const pools::PoolInUse& pool, const identity_providers::ProviderInUse& provider, const accounts::User* user)
      : pool_(pool), provider_(provider), user_(user) {}

  void RequireRequired(const Claims& claims) const {
    std::vector<std::string> missing;
    for (const api::SchemaAttributeType& attribute : Schema()) {
      if (attribute.Required.value_or(false) && attribute.Name != "sub" && !IsDelivered(claims, attribute.Name.value_or(""))) {
        missing.push_back(*attribute.Name);
      }
    }
    if (missing.empty()) {
      return;
    }
    if (provider_.type != &identity_providers::kSaml) {
      throw InvalidRequest("attributes required: [" + util::Join(missing, ", ") + "]");
    }
    std::string text = "Invalid user attributes: ";
    for (const std::string& attribute : missing) {
      text += attribute + ": The attribute is required\n";
    }
    throw RefusalOf(provider_, text + " ");
  }

  // The value as it is kept.
  std::string Checked(const std::string& attribute, std::string value) const {
    const auto schema = Schema();
    const auto known = std::ranges::find_if(schema, [&](const auto& one) { return one.Name == attribute; });
    if (known == schema.end() && attribute.starts_with("custom:")) {
      // Recorded, the braces too (aws-samples/aws-genai-llm-chatbot#636). Assumed: that it is told of custom attributes, and the other text
      // of standard ones.
      throw RefusalOf(provider_, "Invalid user attributes: Type for attribute {" + attribute + "} could not be determined");
    }
    if (known == schema.end()) {
      throw RefusalOf(provider_, Invalid(attribute, "Attribute does not exist in the schema.") + kEnd);
    }
    if (value.empty()) {
      if (known->Required.value_or(false)) {
        throw RefusalOf(provider_, Invalid(attribute, "Required attribute cannot be deleted") + kEnd);
      }
      return value;
    }
    if (util::Utf16Length(value) > kLongestValue) {
      throw RefusalOf(provider_, "The value of the attribute " + attribute + " must have a length less than or equal to 2048 characters");
    }
    if (known->AttributeDataType == api::AttributeDataType::Boolean || IsFlag(attribute)) {
      value = util::LowerCase(value);
      if (value != "true" && value != "false") {
        throw RefusalOf(provider_, Invalid(attribute, "The attribute is not a valid boolean"));
      }
      return value;
    }
    RequireForm(attribute, value);
    if (const std::string broken = accounts::BrokenConstraint(*known, value); !broken.empty()) {
      throw RefusalOf(provider_, Invalid(attribute, broken) + kEnd);
    }
    return value;
  }

  // Whatever is delivered, the same value included (reported: once a user is there, each of his sign-ins fails).
  void RefuseImmutable(const std::vector<MappedAttribute>& mapped) const {
    std::string lines;
    for (const MappedAttribute& one : mapped) {
      const auto schema = Schema();
      const auto known = std::ranges::find_if(schema, [&](const auto& attribute) { return attribute.Name == one.attribute; });
      if (user_ != nullptr && known != schema.end() && !known->Mutable.value_or(true)) {
        lines += "user." + one.attribute + ": Attribute cannot be updated.\n";
      }
    }
    if (!lines.empty()) {
      throw RefusalOf(provider_, lines + " ");
    }
  }

 private:
  std::span<const api::SchemaAttributeType> Schema() const { return util::MembersOf(pool_.settings.SchemaAttributes); }

  bool IsDelivered(const Claims& claims, const std::string& attribute) const {
    const auto claim = provider_.settings.attribute_mapping.find(attribute);
    return claim != provider_.settings.attribute_mapping.end() && FindClaim(claims, claim->second) != nullptr;
  }

  // Assumed, the texts: those of the API.
  void RequireForm(const std::string& attribute, const std::string& value) const {
    try {
      accounts::CheckForm(attribute, value);
    } catch (const api::InvalidParameterException& broken) {
      throw RefusalOf(provider_, Invalid(attribute, broken.what()) + kEnd);
    }
  }

  const pools::PoolInUse& pool_;
  const identity_providers::ProviderInUse& provider_;
  const accounts::User* const user_;
};

bool Maps(const MappedClaims& claims, std::string_view attribute) {
  return std::ranges::any_of(claims.mapped, [&](const MappedAttribute& one) { return one.attribute == attribute; });
}

// A provider vouches for the address that it has said, and for no other: what stands there else, the user may have written himself.
void DropIdleFlags(MappedClaims& claims) {
  for (const std::string_view attribute : accounts::kVerifiable) {
    if (Maps(claims, attribute)) {
      continue;
    }
    const auto flag = std::ranges::find(claims.mapped, std::string(attribute) + "_verified", &MappedAttribute::attribute);
    if (flag != claims.mapped.end() && flag->value == "true") {
      claims.dropped.push_back(
          {flag->attribute, flag->claim, "the provider has vouched for no " + std::string(attribute) + " that is mapped"});
      claims.mapped.erase(flag);
    }
  }
}

// Of an attribute that a code can verify: nobody vouches for a new value, nor for one of a provider that says nothing of the kind.
void SetFlag(const MappedClaims& claims, std::string_view attribute, bool maps_flag, const accounts::User& before, accounts::User& user) {
  const std::string flag = std::string(attribute) + "_verified";
  const auto given = std::ranges::find(claims.mapped, attribute, &MappedAttribute::attribute);
  if (given == claims.mapped.end() || given->value.empty() || Maps(claims, flag)) {
    return;
  }
  const std::string* present = accounts::FindAttribute(before, attribute);
  const bool is_new = present == nullptr || *present != given->value;
  if (is_new || !maps_flag) {
    accounts::SetAttribute(user, flag, "false");
  }
}

}  // namespace

Refusal RefusalOf(const identity_providers::ProviderInUse& provider, const std::string& text) {
  return provider.type == &identity_providers::kSaml ? InvalidSamlResponse(text) : InvalidRequest(text);
}

std::string ValueOf(const std::vector<std::string>& values) {
  if (values.size() == 1) {
    return values.front();
  }
  std::vector<std::string> encoded;
  std::ranges::transform(values, std::back_inserter(encoded), FormEncoded);
  return "[" + util::Join(encoded, ", ") + "]";
}

MappedClaims MapClaims(const pools::PoolInUse& pool, const clients::ClientInUse& client, const identity_providers::ProviderInUse& provider,
                       const Claims& claims, const accounts::User* user) {
  const Mapper mapper(pool, provider, user);
  mapper.RequireRequired(claims);
  MappedClaims outcome;
  for (const auto& [attribute, claim] : provider.settings.attribute_mapping) {
    if (attribute == "username" && provider.type != &identity_providers::kSaml) {
      continue;  // the subject, which the claims have apart; of SAML it is an attribute that no schema has (reported)
    }
    const std::vector<std::string>* values = FindClaim(claims, claim);
    if (identity_providers::IsFilledByPool(attribute)) {
      outcome.dropped.push_back({attribute, claim, "the pool alone fills it"});  // mapped before that was refused
    } else if (values == nullptr) {
      outcome.dropped.push_back({attribute, claim, "the provider has not said it"});
    } else if (!IsWritable(client, attribute)) {
      outcome.dropped.push_back({attribute, claim, "it is not among the WriteAttributes of the app client"});
    } else {
      outcome.mapped.push_back({attribute, claim, mapper.Checked(attribute, ValueOf(*values))});
    }
  }
  DropIdleFlags(outcome);
  mapper.RefuseImmutable(outcome.mapped);
  return outcome;
}

void Drop(std::string_view attribute, const std::string& reason, MappedClaims& claims) {
  for (const std::string& name : {std::string(attribute), std::string(attribute) + "_verified"}) {
    const auto given = std::ranges::find(claims.mapped, name, &MappedAttribute::attribute);
    if (given != claims.mapped.end()) {
      claims.dropped.push_back({given->attribute, given->claim, reason});
      claims.mapped.erase(given);
    }
  }
}

bool ApplyClaims(const MappedClaims& claims, accounts::User& user) {
  const accounts::User before = user;
  for (const MappedAttribute& one : claims.mapped) {
    accounts::SetAttribute(user, one.attribute, one.value);
  }
  for (const std::string_view attribute : accounts::kVerifiable) {
    const std::string flag = std::string(attribute) + "_verified";
    const bool is_silent = std::ranges::any_of(claims.dropped, [&](const DroppedAttribute& one) { return one.attribute == flag; });
    SetFlag(claims, attribute, is_silent, before, user);
    if (!accounts::HasValue(user, attribute)) {
      accounts::SetAttribute(user, flag, "");  // of nothing
    }
  }
  return user.content.UserAttributes != before.content.UserAttributes;
}

}  // namespace rockpool::federation

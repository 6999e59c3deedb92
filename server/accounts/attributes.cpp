#include "server/accounts/attributes.h"

#include <algorithm>
#include <array>

#include "server/accounts/attribute_values.h"
#include "server/accounts/names.h"
#include "server/api/errors.h"
#include "server/util/lists.h"
#include "server/util/strings.h"

namespace rockpool::accounts {
namespace {

constexpr std::array<std::string_view, 2> kFlags{"email_verified", "phone_number_verified"};

using Schema = std::span<const api::SchemaAttributeType>;

Schema SchemaOf(const pools::PoolInUse& pool) { return util::MembersOf(pool.settings.SchemaAttributes); }

const api::SchemaAttributeType* Find(Schema schema, std::string_view name) {
  const auto found = std::ranges::find_if(schema, [&](const api::SchemaAttributeType& attribute) { return attribute.Name == name; });
  return found != schema.end() ? &*found : nullptr;
}

bool IsRequired(Schema schema, std::string_view name) {
  const api::SchemaAttributeType* attribute = Find(schema, name);
  return attribute != nullptr && attribute->Required.value_or(false) && name != "sub";
}

bool IsAdministrators(AttributeWrite write) { return write == AttributeWrite::kAdminCreateUser || write == AttributeWrite::kAdminUpdate; }

bool IsOfNewUser(AttributeWrite write) { return write == AttributeWrite::kSignUp || write == AttributeWrite::kAdminCreateUser; }

bool IsFlag(std::string_view name) { return std::ranges::find(kFlags, name) != kFlags.end(); }

// Assumed of identities: AdminLinkProviderForUser writes them.
bool IsWrittenByNobody(std::string_view name) { return name == "sub" || name == "identities"; }

// What breaks the schema, a line each. Several are told together.
class Violations {
 public:
  void Add(std::string_view name, std::string_view text) { lines_ += std::string(name) + ": " + std::string(text) + "\n"; }

  void Throw() const {
    if (!lines_.empty()) {
      throw api::InvalidParameterException("Attributes did not conform to the schema: " + lines_);
    }
  }

 private:
  std::string lines_;
};

// Two of the standard attributes have inner ones in AWS's directory, whose name it tells (amplify-js issues since 2021).
void AddRequired(Violations& violations, const std::string& name) {
  if (name == "name" || name == "address") {
    const std::string inner = name + ".formatted";
    violations.Add(inner, "The attribute " + inner + " is required");
  } else {
    violations.Add(name, "The attribute is required");
  }
}

void RefuseWhatNobodyWrites(AttributeWrite write, Attributes attributes) {
  for (const api::AttributeType& attribute : attributes) {
    if (IsWrittenByNobody(attribute.Name) || (IsFlag(attribute.Name) && !IsAdministrators(write))) {
      throw api::InvalidParameterException("Cannot modify the non-mutable attribute " + attribute.Name);
    }
  }
}

void RefuseWhatTheSchemaHasNot(Schema schema, Attributes attributes) {
  Violations unknown;
  for (const api::AttributeType& attribute : attributes) {
    if (!IsWrittenByNobody(attribute.Name) && Find(schema, attribute.Name) == nullptr) {
      unknown.Add(attribute.Name, "Attribute does not exist in the schema.");
    }
  }
  unknown.Throw();
}

void RefuseWhatIsImmutable(Schema schema, AttributeWrite write, const User* user, Attributes attributes) {
  std::string lines;
  for (const api::AttributeType& attribute : attributes) {
    if (IsWrittenByNobody(attribute.Name)) {
      continue;
    }
    const bool is_mutable = Find(schema, attribute.Name)->Mutable.value_or(true);
    // A standard attribute can still be filled; a custom one is written at the creation or never.
    const bool can_be_filled = user != nullptr && !HasValue(*user, attribute.Name) &&
                               (write == AttributeWrite::kNewPassword || attribute.Name.find(':') == std::string::npos);
    if (!is_mutable && !IsOfNewUser(write) && !can_be_filled) {
      lines += "user." + attribute.Name + ": Attribute cannot be updated.\n";
    }
  }
  if (!lines.empty()) {
    throw api::InvalidParameterException(lines);
  }
}

// A flag says something of a value: of the one that comes along, or of the one that is there.
void RefuseFlagsOfNothing(const User* user, Attributes attributes) {
  const auto has_value = [&](std::string_view of) {
    const api::AttributeType* given = FindGiven(attributes, of);
    return given != nullptr ? !given->Value.value_or("").empty() : user != nullptr && HasValue(*user, of);
  };
  const bool has_email = has_value("email");
  const bool has_phone_number = has_value("phone_number");
  for (const api::AttributeType& attribute : attributes) {
    const bool is_of_nothing =
        (attribute.Name == "email_verified" && !has_email) || (attribute.Name == "phone_number_verified" && !has_phone_number);
    if (is_of_nothing && util::EqualsIgnoringCase(attribute.Value.value_or(""), "true")) {
      // Assumed: the rule is documented, its text is not.
      const std::string what = attribute.Name == "email_verified" ? "Email" : "Phone number";
      throw api::InvalidParameterException(what + " is required to set " + attribute.Name + " to true");
    }
  }
}

}  // namespace

const api::AttributeType* FindGiven(Attributes attributes, std::string_view name) {
  const auto found = std::ranges::find(attributes.rbegin(), attributes.rend(), name, &api::AttributeType::Name);
  return found == attributes.rend() ? nullptr : &*found;
}

void CheckWritable(const clients::ClientInUse& client, Attributes attributes) {
  const auto may_write = [&](const api::AttributeType& attribute) { return clients::MayWrite(client, attribute.Name); };
  if (!std::ranges::all_of(attributes, may_write)) {
    throw api::NotAuthorizedException("A client attempted to write unauthorized attribute");
  }
}

void CheckAttributes(const pools::PoolInUse& pool, AttributeWrite write, const User* user, Attributes attributes) {
  const Schema schema = SchemaOf(pool);
  // Users are told of it before all else, administrators after it.
  if (!IsAdministrators(write)) {
    RefuseWhatNobodyWrites(write, attributes);
  }
  RefuseWhatTheSchemaHasNot(schema, attributes);
  RefuseWhatIsImmutable(schema, write, user, attributes);
  if (!IsOfNewUser(write)) {
    Violations deleted;
    for (const api::AttributeType& attribute : attributes) {
      if (attribute.Value.value_or("").empty() && IsRequired(schema, attribute.Name)) {
        AddRequired(deleted, attribute.Name);
      }
    }
    deleted.Throw();
  }
  Violations broken;
  for (const api::AttributeType& attribute : attributes) {
    if (const std::string value = attribute.Value.value_or(""); !value.empty() && !IsWrittenByNobody(attribute.Name)) {
      CheckForm(attribute.Name, value);
      if (attribute.Name == "preferred_username") {
        CheckPreferredUsername(pool, value);
      }
      if (const std::string text = BrokenConstraint(*Find(schema, attribute.Name), value); !text.empty()) {
        broken.Add(attribute.Name, text);
      }
    }
  }
  if (write == AttributeWrite::kSignUp) {
    if (util::Contains(pool.settings.AliasAttributes, api::AliasAttributeType::preferred_username) &&
        FindGiven(attributes, "preferred_username") != nullptr) {
      // Assumed: the rule is documented, its text is not.
      throw api::InvalidParameterException("preferred_username cannot be set until the user is confirmed.");
    }
    for (const api::SchemaAttributeType& attribute : schema) {
      const bool is_given = std::ranges::any_of(
          attributes, [&](const auto& given) { return given.Name == attribute.Name && !given.Value.value_or("").empty(); });
      if (attribute.Required.value_or(false) && attribute.Name != "sub" && !is_given) {
        AddRequired(broken, *attribute.Name);
      }
    }
  }
  broken.Throw();
  RefuseFlagsOfNothing(user, attributes);
  RefuseWhatNobodyWrites(write, attributes);
}

void CheckDeletable(const pools::PoolInUse& pool, std::span<const std::string> names, AttributeWrite write) {
  const Schema schema = SchemaOf(pool);
  std::vector<api::AttributeType> emptied;
  for (const std::string& name : names) {
    emptied.push_back({name, ""});
  }
  RefuseWhatNobodyWrites(write, emptied);
  RefuseWhatTheSchemaHasNot(schema, emptied);
  RefuseWhatIsImmutable(schema, write, nullptr, emptied);
  Violations required;
  for (const std::string& name : names) {
    if (IsRequired(schema, name)) {
      AddRequired(required, name);
    }
  }
  required.Throw();
}

std::vector<std::string> MissingRequired(const pools::PoolInUse& pool, const User& user) {
  std::vector<std::string> missing;
  for (const api::SchemaAttributeType& attribute : SchemaOf(pool)) {
    if (attribute.Required.value_or(false) && attribute.Name != "sub" && !HasValue(user, *attribute.Name)) {
      missing.push_back(*attribute.Name);
    }
  }
  return missing;
}

void Apply(AttributeWrite write, User& user, Attributes attributes) {
  const User before = user;
  for (const api::AttributeType& attribute : attributes) {
    SetAttribute(user, attribute.Name, attribute.Value.value_or(""));
  }
  for (const std::string_view name : kVerifiable) {
    const std::string flag = std::string(name) + "_verified";
    const std::string* present = FindAttribute(before, name);
    const std::string* given = FindAttribute(user, name);
    const bool is_new = given != nullptr && (present == nullptr || *present != *given);
    if (is_new && FindGiven(attributes, flag) == nullptr && write != AttributeWrite::kAdminCreateUser) {
      SetAttribute(user, flag, "false");
    }
  }
}

bool IsAutoVerified(const pools::PoolInUse& pool, std::string_view attribute) {
  const auto verified = util::MembersOf(pool.settings.AutoVerifiedAttributes);
  return std::ranges::any_of(verified, [&](api::VerifiedAttributeType one) {
    return one == (attribute == "email" ? api::VerifiedAttributeType::email : api::VerifiedAttributeType::phone_number);
  });
}

bool WaitsForVerification(const pools::PoolInUse& pool, std::string_view attribute) {
  if (!pool.settings.UserAttributeUpdateSettings) {
    return false;
  }
  const auto waiting = util::MembersOf(pool.settings.UserAttributeUpdateSettings->AttributesRequireVerificationBeforeUpdate);
  return std::ranges::any_of(waiting, [&](api::VerifiedAttributeType one) {
    return one == (attribute == "email" ? api::VerifiedAttributeType::email : api::VerifiedAttributeType::phone_number);
  });
}

}  // namespace rockpool::accounts

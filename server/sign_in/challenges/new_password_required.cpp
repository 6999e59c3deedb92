#include <algorithm>
#include <array>
#include <cstddef>
#include <iterator>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "server/accounts/attributes.h"
#include "server/accounts/names.h"
#include "server/accounts/passwords.h"
#include "server/api/errors.h"
#include "server/api/json_object.h"
#include "server/risk/open_event.h"
#include "server/sign_in/challenges/challenge.h"
#include "server/sign_in/session.h"
#include "server/util/strings.h"

namespace rockpool::sign_in {
namespace {

constexpr std::string_view kPrefix = "userAttributes.";
constexpr std::array<std::string_view, 2> kProvidedOnce{"email", "phone_number"};

std::string RequiredJson(const pools::PoolInUse& pool, const accounts::User& user) {
  std::vector<std::string> names = accounts::MissingRequired(pool, user);
  std::ranges::for_each(names, [](std::string& name) { name.insert(0, kPrefix); });
  return api::ToJson(names);
}

// All but the sub, in their order, as a JSON object.
std::string AttributesJson(const accounts::User& user) {
  api::JsonObject json;
  for (const api::AttributeType& attribute : user.content.UserAttributes.value_or(std::vector<api::AttributeType>())) {
    if (attribute.Name != "sub") {
      json.Add(attribute.Name, attribute.Value.value_or(""));
    }
  }
  return json.Text();
}

std::vector<api::AttributeType> AttributesIn(const Parameters& responses) {
  std::vector<api::AttributeType> attributes;
  for (auto at = responses.lower_bound(kPrefix); at != responses.end() && at->first.starts_with(kPrefix); ++at) {
    attributes.push_back({at->first.substr(kPrefix.size()), at->second});
  }
  return attributes;
}

// "name", "name and address", "name, given_name and address".
std::string Enumerated(const std::vector<std::string>& names) {
  const std::vector<std::string> first(names.begin(), names.end() - 1);
  return first.empty() ? names.back() : util::Join(first, ", ") + " and " + names.back();
}

// All of ChallengeResponses is free of the model's constraints. Assumed: that what comes in it is held to those of the members that it
// stands for, in the model's words.
void RequireConstraint(bool is_kept, std::string_view member, std::string_view constraint) {
  if (!is_kept) {
    throw api::InvalidParameterException(api::ViolationText("", "challengeResponses." + std::string(member), constraint));
  }
}

// ^[\S]+.*[\S]+$
bool IsOfPasswords(std::string_view text) {
  constexpr std::string_view kBlank = " \t\n\v\f\r";
  constexpr std::string_view kLineEnds = "\n\r";
  return text.size() > 1 && kBlank.find(text.front()) == std::string_view::npos && kBlank.find(text.back()) == std::string_view::npos &&
         text.find_first_of(kLineEnds) == std::string_view::npos;
}

void CheckConstraints(std::string_view password, const std::vector<api::AttributeType>& attributes) {
  constexpr std::size_t kLongestValue = 2048;
  RequireConstraint(IsOfPasswords(password), "NEW_PASSWORD", "Member must satisfy regular expression pattern: ^[\\S]+.*[\\S]+$");
  RequireConstraint(util::Utf16Length(password) <= accounts::kLongestPassword, "NEW_PASSWORD",
                    "Member must have length less than or equal to 256");
  for (const api::AttributeType& attribute : attributes) {
    RequireConstraint(util::Utf16Length(attribute.Value.value_or("")) <= kLongestValue, std::string(kPrefix) + attribute.Name.substr(0, 64),
                      "Member must have length less than or equal to 2048");
  }
}

void RefuseProvided(const accounts::User& user, const std::vector<api::AttributeType>& attributes) {
  for (const api::AttributeType& attribute : attributes) {
    const bool is_provided_once = std::ranges::find(kProvidedOnce, attribute.Name) != kProvidedOnce.end();
    if (is_provided_once && accounts::HasValue(user, attribute.Name)) {
      // Recorded (aws-samples/aws-saas-factory-bootcamp#67): the type too.
      throw api::NotAuthorizedException("Cannot modify an already provided " + attribute.Name);
    }
  }
}

void CheckAttributes(const Call& call, const accounts::User& user, const std::vector<api::AttributeType>& attributes) {
  RefuseProvided(user, attributes);
  accounts::CheckWritable(*call.client, attributes);
  accounts::CheckAttributes(call.pool(), accounts::AttributeWrite::kNewPassword, &user, attributes);
  accounts::User filled = user;
  accounts::Apply(accounts::AttributeWrite::kNewPassword, filled, attributes);
  if (const std::vector<std::string> missing = accounts::MissingRequired(call.pool(), filled); !missing.empty()) {
    // Assumed: the words for several of them.
    throw api::InvalidParameterException("Invalid attributes given, " + Enumerated(missing) + (missing.size() > 1 ? " are" : " is") +
                                         " missing");
  }
}

// Of the password that is set, beside the sign-in's own: threat protection looks at whatever password is new (documented).
std::shared_ptr<risk::CallEvent> EventOf(const Call& call) {
  const risk::RequestContext context = call.context != nullptr ? *call.context : risk::RequestContext();
  return std::make_shared<risk::CallEvent>(risk::Scene{call.world, *call.client, call.caller, context}, call.rounds,
                                           api::EventType::PasswordChange);
}

class NewPasswordRequiredChallenge final : public Challenge {
 public:
  std::span<const std::string_view> Needs() const override {
    static constexpr std::array<std::string_view, 1> kNeeds{"NEW_PASSWORD"};
    return kNeeds;
  }

  Parameters Ask(const Call& call, const Asking& asking) const override {
    return {{"USER_ID_FOR_SRP", asking.subject.username},
            {"requiredAttributes", RequiredJson(call.pool(), *asking.subject.user)},
            {"userAttributes", AttributesJson(*asking.subject.user)}};
  }

  Judgement Judge(Call& call, const Answering& answering) const override {
    const accounts::User& user = *answering.subject.user;
    const std::string& password = Require(answering.responses, "NEW_PASSWORD");
    const std::vector<api::AttributeType> attributes = AttributesIn(answering.responses);
    CheckConstraints(password, attributes);
    call.trace.Check("new attributes");
    CheckAttributes(call, user, attributes);
    call.trace.Check("password policy");
    accounts::CheckPolicy(call.pool(), password);
    const auto event = EventOf(call);
    event->Assess(user, password);
    call.trace.Check("password history");
    const auto earlier =
        call.rounds.Look([&](const storage::Transaction& transaction) { return accounts::LookAtHistory(transaction, call.pool(), user); });
    accounts::CheckHistory(call.pool(), user.username(), password, earlier);
    const storage::PasswordVerifier verifier = accounts::MakeVerifier(call.pool(), user.username(), password, call.world.random);
    Right right{answering.state};
    right.state.has_new_password = true;
    right.effects = [&call, attributes, verifier, event](storage::Transaction& transaction, accounts::User& now) {
      if (now.status() != api::UserStatusType::FORCE_CHANGE_PASSWORD) {
        ThrowInvalidSession();
      }
      RefuseProvided(now, attributes);
      accounts::SetPassword(transaction, call.pool(), now, verifier, call.now);
      now.content.UserStatus = api::UserStatusType::CONFIRMED;
      accounts::Apply(accounts::AttributeWrite::kNewPassword, now, attributes);
      accounts::ClaimAliases(transaction, call.pool(), call.now, now, false);
      event->Write(transaction, now, api::EventResponseType::Pass);
    };
    return right;
  }
};

}  // namespace

const Challenge& NewPasswordRequired() {
  static const NewPasswordRequiredChallenge challenge;
  return challenge;
}

}  // namespace rockpool::sign_in

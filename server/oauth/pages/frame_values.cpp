#include "server/oauth/pages/frame_values.h"

#include <cstdint>
#include <string>
#include <utility>

#include "server/http/form.h"
#include "server/oauth/pages/texts.h"
#include "server/oauth/settings.h"
#include "server/util/lists.h"

namespace rockpool::oauth {
namespace {

struct UserNameWords {
  std::string_view label;
  std::string_view hint;
  std::string_view classic;  // "Sign in with your ... and password"
};

UserNameWords WordsOfUserName(const pools::PoolInUse& pool) {
  const bool is_email = util::Contains(pool.settings.UsernameAttributes, api::UsernameAttributeType::email);
  const bool is_phone = util::Contains(pool.settings.UsernameAttributes, api::UsernameAttributeType::phone_number);
  if (is_email && is_phone) {
    return {"T_EMAIL_OR_PHONE", "T_EMAIL_OR_PHONE_HINT", "email or phone number"};
  }
  if (is_email) {
    return {"T_EMAIL_ADDRESS", "T_EMAIL_ADDRESS_HINT", "email"};
  }
  return is_phone ? UserNameWords{"T_PHONE_NUMBER", "T_PHONE_NUMBER_HINT", "phone number"}
                  : UserNameWords{"T_USERNAME", "T_USERNAME_HINT", "username"};
}

void AddRule(pages::Values& values, std::string_view rule) {
  values.Show("PASSWORD_RULES");
  values.Add("RULES").Set("RULE", rule);
}

std::string LengthRule(std::int32_t length, std::string_view lang) {
  constexpr std::string_view kPlace = "{n}";
  std::string rule = Text("RULE_LENGTH", lang);
  return rule.replace(rule.find(kPlace), kPlace.size(), std::to_string(length));
}

// Where the workbench is for the one who sits at this machine. Its guard takes loopback names, whatever name a page is seen under.
std::string WorkbenchOrigin(const Exchange& exchange) {
  return exchange.host ? http::Url{exchange.request.is_tls, "127.0.0.1", exchange.host->port, "/"}.Origin() : "";
}

}  // namespace

void SetUserName(const pools::PoolInUse& pool, pages::Values& values) {
  const UserNameWords words = WordsOfUserName(pool);
  values.SetWord("USERNAME_LABEL", words.label);
  values.SetWord("USERNAME_HINT", words.hint);
  values.Set("SIGN_IN_BY", words.classic);
}

void SetPasswordRules(const pools::PoolInUse& pool, std::string_view lang, pages::Values& values) {
  const auto policies = pool.settings.Policies.value_or(api::UserPoolPolicyType());
  const auto policy = policies.PasswordPolicy.value_or(api::PasswordPolicyType());
  if (policy.RequireLowercase.value_or(false)) {
    AddRule(values, Text("RULE_LOWER", lang));
  }
  if (policy.RequireUppercase.value_or(false)) {
    AddRule(values, Text("RULE_UPPER", lang));
  }
  if (policy.RequireNumbers.value_or(false)) {
    AddRule(values, Text("RULE_NUMBER", lang));
  }
  if (policy.RequireSymbols.value_or(false)) {
    AddRule(values, Text("RULE_SYMBOL", lang));
  }
  if (policy.MinimumLength) {
    AddRule(values, LengthRule(*policy.MinimumLength, lang));
  }
}

void SetHints(const Exchange& exchange, const pools::PoolInUse* pool, pages::Values& values) {
  const std::string origin = WorkbenchOrigin(exchange);
  if (!exchange.world.settings.Of<Settings>().page_hints || origin.empty()) {
    return;
  }
  http::NamedValues whose;
  if (pool != nullptr) {
    whose.Add("pool", pool->id);
    const std::string_view typed = values.Find("USERNAME");
    if (std::string person(typed.empty() ? exchange.person : typed); !person.empty()) {
      whose.Add("user", std::move(person));
    }
  }
  const std::string query = pool != nullptr ? "?" + http::EncodeForm(whose) : "";
  values.Show("HINTS");
  values.Set("HINT_TRACE", origin + "/_rockpool/sign-ins" + query);
  values.Set("HINT_OUTBOX", origin + "/_rockpool/messages" + query);
}

}  // namespace rockpool::oauth

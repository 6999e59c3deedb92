// /signup: a name, the attributes that the pool requires, and a password.
#include <string>
#include <utility>
#include <vector>

#include "server/accounts/attributes.h"
#include "server/accounts/names.h"
#include "server/api/codecs.h"
#include "server/oauth/handlers.h"
#include "server/oauth/pages/attribute_fields.h"
#include "server/oauth/pages/flow_page.h"
#include "server/oauth/pages/login_option.h"
#include "server/oauth/pages/page_flow.h"
#include "server/oauth/pages/provider_buttons.h"
#include "server/oauth/pages/visit.h"
#include "server/sign_in/subject.h"
#include "server/sign_up/calls.h"
#include "server/util/lists.h"
#include "storage/store.h"

namespace rockpool::oauth {
namespace {

// What is asked for beside the name: not the attribute that the name is.
std::vector<std::string> RequiredOf(const pools::PoolInUse& pool) {
  std::vector<std::string> required = accounts::MissingRequired(pool, accounts::User());
  const auto names = util::MembersOf(pool.settings.UsernameAttributes);
  if (names.size() == 1) {
    std::erase(required, api::ToText(names.front()));
  }
  return required;
}

http::Response ShowForm(const Visit& visit, const std::string& error) {
  pages::Values values;
  values.Set("ACTION", visit.LinkTo("/signup"));
  values.Set("USERNAME", visit.KeptField("username", kMaxName));
  values.Set("SIGN_IN_LINK", visit.LinkTo("/login"));
  AddAttributeFields(visit, RequiredOf(visit.pool()), values);
  AddProviderButtons(visit, values);
  return visit.Show(PageName::kSignUp, std::move(values), error);
}

std::optional<http::Response> ShowIfClosed(const Visit& visit) {
  if (auto page = ShowIfNoLocalLogin(visit.exchange(), visit.request())) {
    return page;
  }
  if (OffersSignUp(visit.pool())) {
    return std::nullopt;
  }
  pages::Values values;
  values.Set("SIGN_IN_LINK", visit.LinkTo("/login"));
  return visit.Show(PageName::kError, std::move(values), "SignUp is not permitted for this user pool", 400);
}

// Of the password that the new user has just got.
std::string PasswordDigestOf(const Visit& visit, const std::string& sub) {
  return visit.world().store.Read([&](const storage::Transaction& transaction) -> std::string {
    const auto user = accounts::FindUser(transaction, visit.pool(), sub);
    return user ? sign_in::DigestOfPassword(transaction.credentials().Find(user->number()).password) : "";
  });
}

http::Response SignUp(const Visit& visit) {
  api::SignUpRequest request;
  request.ClientId = visit.client_id();
  request.Username = visit.Field("username", kMaxName);
  request.Password = visit.Field("password", kMaxPassword);
  request.UserAttributes = AttributesInForm(visit, RequiredOf(visit.pool()));
  const api::SignUpResponse response = sign_up::SignUp(visit.world(), visit.exchange().caller, request, sign_up::By::kHostedPage);
  PageFlow flow;
  flow.username = request.Username;
  if (response.UserConfirmed) {  // by a PreSignUp function
    flow.password_digest = PasswordDigestOf(visit, response.UserSub);
    return ContinueSignIn(visit, flow);
  }
  if (!response.CodeDeliveryDetails) {
    flow.error = visit.Word("ACCOUNT_UNCONFIRMED");  // documented: an error, as nothing was sent that could confirm it
    return LeadOn(visit, std::move(flow));
  }
  flow.stage = Stage::kConfirm;
  flow.destination = response.CodeDeliveryDetails->Destination.value_or("");
  flow.password_digest = PasswordDigestOf(visit, response.UserSub);
  return LeadOn(visit, std::move(flow));
}

}  // namespace

http::Response ShowSignUp(const Exchange& exchange) {
  const Visit visit(exchange);
  auto closed = ShowIfClosed(visit);
  return closed ? *std::move(closed) : ShowForm(visit, "");
}

http::Response PostSignUp(const Exchange& exchange) {
  const Visit visit(exchange);
  if (auto closed = ShowIfClosed(visit)) {
    return *std::move(closed);
  }
  if (!visit.HasGoodForm()) {
    return ShowForm(visit, visit.Word("FORM_OUTDATED"));
  }
  return Try([&] { return SignUp(visit); }, [&](const std::string& error) { return ShowForm(visit, error); });
}

}  // namespace rockpool::oauth

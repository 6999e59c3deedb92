// /login: user name and password together, and the providers of the app client.
#include <string>
#include <utility>

#include "server/api/errors.h"
#include "server/oauth/completion.h"
#include "server/oauth/handlers.h"
#include "server/oauth/pages/domain_box.h"
#include "server/oauth/pages/flow_page.h"
#include "server/oauth/pages/login_option.h"
#include "server/oauth/pages/page_flow.h"
#include "server/oauth/pages/provider_buttons.h"
#include "server/oauth/pages/visit.h"
#include "server/sign_in/dispatcher/dispatcher.h"

namespace rockpool::oauth {
namespace {

struct Said {
  std::string error;
  std::string notice;
};

http::Response ShowForm(const Visit& visit, const std::string& username, const Said& said) {
  pages::Values values;
  values.Set("ACTION", visit.LinkTo("/login"));
  values.Set("USERNAME", username);
  values.Set("NOTICE", said.notice);
  values.Set("FORGOT_LINK", visit.LinkTo("/forgotPassword"));
  if (OffersSignUp(visit.pool())) {
    values.Set("SIGN_UP_LINK", visit.LinkTo("/signup"));
  }
  AddProviderButtons(visit, values);
  return visit.Show(PageName::kSignIn, std::move(values), said.error);
}

// Assumed: the right password of who has not confirmed the sign-up leads to the page that asks for the code, as nothing else would.
http::Response LeadToConfirmation(const Visit& visit, std::string username) {
  PageFlow flow;
  flow.stage = Stage::kConfirm;
  flow.username = std::move(username);
  return LeadOn(visit, std::move(flow));
}

http::Response SignIn(const Visit& visit) {
  PageFlow flow;
  flow.username = visit.Field("username", kMaxName);
  sign_in::Opening opening;
  opening.flow = api::AuthFlowType::USER_PASSWORD_AUTH;
  opening.parameters = {{"USERNAME", flow.username}, {"PASSWORD", visit.Field("password", kMaxPassword)}};
  try {
    return GoOn(visit, sign_in::OpenHosted(visit.entry(), opening), flow);
  } catch (const api::UserNotConfirmedException&) {
    return LeadToConfirmation(visit, flow.username);
  }
}

// Assumed: the text, and that who mistypes stays at the page.
http::Response GoToDomain(const Visit& visit) {
  if (auto lead = LeadToDomain(visit)) {
    return *std::move(lead);
  }
  return ShowForm(visit, "", {std::string(kMissingLogin), ""});
}

}  // namespace

http::Response ShowLogin(const Exchange& exchange) {
  const Visit visit(exchange);
  const auto flow = FindFlow(visit);
  const bool says_something = flow && flow->stage == Stage::kNotice && visit.world().clock.Now() < flow->deadline_millis;
  if (!says_something || flow->notice == kSignInAgain || visit.request().Prompts("none")) {
    if (auto completed = CompleteSilently(exchange, visit.request())) {
      return *std::move(completed);
    }
  }
  if (auto page = ShowIfNoLogin(exchange, visit.request())) {
    return *std::move(page);
  }
  if (says_something) {
    return ShowForm(visit, flow->username, {flow->error, visit.Word(flow->notice)});
  }
  return ShowForm(visit, visit.request().login_hint.value_or(""), {});
}

http::Response PostLogin(const Exchange& exchange) {
  const Visit visit(exchange);
  if (visit.request().Prompts("none")) {
    if (auto completed = CompleteSilently(exchange, visit.request())) {  // nobody was to be shown the form
      return *std::move(completed);
    }
  }
  const bool is_domain = IsOfDomainBox(visit);
  if (auto page = is_domain ? ShowIfNoLogin(exchange, visit.request()) : ShowIfNoLocalLogin(exchange, visit.request())) {
    return *std::move(page);
  }
  const auto show_again = [&](const std::string& error) { return ShowForm(visit, visit.KeptField("username", kMaxName), {error, ""}); };
  return visit.HasGoodForm() ? Try([&] { return is_domain ? GoToDomain(visit) : SignIn(visit); }, show_again)
                             : show_again(visit.Word("FORM_OUTDATED"));
}

}  // namespace rockpool::oauth

// /login: user name and password together, or the name alone where the person chooses how to sign in; and the providers of the app
// client.
#include <optional>
#include <string>
#include <utility>

#include "server/api/errors.h"
#include "server/oauth/completion.h"
#include "server/oauth/handlers.h"
#include "server/oauth/pages/choice.h"
#include "server/oauth/pages/domain_box.h"
#include "server/oauth/pages/flow_page.h"
#include "server/oauth/pages/login_option.h"
#include "server/oauth/pages/page_flow.h"
#include "server/oauth/pages/provider_buttons.h"
#include "server/oauth/pages/visit.h"
#include "server/oauth/providers/departure.h"
#include "server/oauth/rates.h"
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
  values.Show(OffersChoice(visit) ? "NAME_ALONE" : "NAME_AND_PASSWORD");
  AddProviderButtons(visit, values);
  return visit.Show(PageName::kSignIn, std::move(values), said.error);
}

sign_in::Opening OpeningOf(const Visit& visit, const std::string& username) {
  sign_in::Opening opening{api::AuthFlowType::USER_AUTH, {{"USERNAME", username}}};
  if (visit.request().WantsLevel()) {
    opening.parameters.emplace("TARGET_ACR_VALUES", visit.exchange().query.Find("acr_values").value_or(""));
  }
  if (!OffersChoice(visit)) {
    opening.parameters.emplace("PASSWORD", visit.Field("password", kMaxPassword));
    if (visit.request().WantsLevel()) {
      opening.parameters.emplace("PREFERRED_CHALLENGE", "PASSWORD");
    } else {
      opening.flow = api::AuthFlowType::USER_PASSWORD_AUTH;
    }
  }
  return opening;
}

http::Response SignIn(const Visit& visit) {
  PageFlow flow;
  if (OffersPasskeys(visit)) {
    const auto before = FindFlow(visit);
    flow.wants_passkey = before && before->wants_passkey;
  }
  flow.username = visit.Field("username", kMaxName);
  const sign_in::Opening opening = OpeningOf(visit, flow.username);
  try {
    return TakeStep(
        visit, [&](const sign_in::Entry& entry) { return sign_in::OpenHosted(entry, opening); }, flow);
  } catch (const api::UserNotConfirmedException&) {
    return LeadToConfirmation(visit, flow);
  }
}

std::string LevelsIn(const AuthorizationRequest& request) {
  std::string levels;
  for (const int level : request.acr_levels) {
    levels += std::to_string(level);
  }
  return levels;
}

// Whether it waits for an answer on the same way, from the same session.
bool IsTowards(const Visit& visit, const PageFlow& flow, const SignedInBrowser& browser) {
  return flow.stage == Stage::kQuestion && flow.credit_digest == browser.row.digest && flow.credit_levels == LevelsIn(visit.request()) &&
         visit.world().clock.Now() < flow.deadline_millis && PathOf(flow) != "/login";
}

// Who is signed in below the level that the application asks for is asked for what is missing of it, and not for what he has proved.
// Assumed, after what an access token earns (documented). Who comes back to this page by its link may be somebody else. What has led here
// need be no form of ours: so it goes on with what it has begun, where that waits still, and no other code is sent.
std::optional<http::Response> StepUp(const Visit& visit, const std::optional<PageFlow>& under_way) {
  const auto browser = IsClickedHere(visit.exchange()) ? std::nullopt : FindBelowLevel(visit.exchange(), visit.request());
  if (!browser) {
    return std::nullopt;
  }
  if (under_way && IsTowards(visit, *under_way, *browser)) {
    return visit.LeadTo(PathOf(*under_way));
  }
  PageFlow flow;
  flow.username = browser->user.username();
  flow.credit_digest = browser->row.digest;
  flow.credit_levels = LevelsIn(visit.request());
  const sign_in::Credit credit{flow.username,    browser->user.number(),     browser->password_digest,
                               browser->methods, visit.request().acr_levels, [&] { RequireSignInRate(visit.exchange(), visit.pool()); }};
  return Try(
      [&] {
        const auto reply = sign_in::StepUpHosted(visit.entry(), credit);
        return reply ? GoOn(visit, *reply, flow) : CompleteAgain(visit.exchange(), visit.request(), *browser);
      },
      [&](const std::string& error) {
        return ShowForm(visit, flow.username, {error, ""});
      });
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
  if (auto stepped = StepUp(visit, flow)) {
    return *std::move(stepped);
  }
  // Documented of managed login alone; a provider is told the hint by either.
  const AuthorizationRequest& request = visit.request();
  return ShowForm(visit, request.site.is_managed_login() ? request.login_hint.value_or("") : "", {});
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

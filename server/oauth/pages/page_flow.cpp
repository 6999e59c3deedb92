#include "server/oauth/pages/page_flow.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

#include "server/api/codecs.h"
#include "server/api/named_texts.h"
#include "server/crypto/base64.h"
#include "server/oauth/cookies.h"
#include "server/sign_in/family.h"
#include "server/util/strings.h"
#include "storage/store.h"

namespace rockpool::oauth {
namespace {

using sign_in::Question;

// How much longer the row is kept, so that who comes too late is told so.
constexpr std::chrono::hours kToldFor{1};
constexpr std::size_t kSweptRows = 4;  // more than one, so that flows which nobody ends do not pile up

constexpr std::array<std::pair<Stage, std::string_view>, 5> kStages{{{Stage::kConfirm, "confirm"},
                                                                     {Stage::kRecovery, "recovery"},
                                                                     {Stage::kQuestion, "question"},
                                                                     {Stage::kPasskey, "passkey"},
                                                                     {Stage::kNotice, "notice"}}};

std::string_view NameOf(Stage stage) {
  const auto found = std::ranges::find(kStages, stage, &std::pair<Stage, std::string_view>::first);
  return found->second;
}

Stage StageOf(std::string_view name) {
  const auto found = std::ranges::find(kStages, name, &std::pair<Stage, std::string_view>::second);
  return found == kStages.end() ? Stage::kNotice : found->first;
}

std::string ToText(const WaitingSignIn& waiting) {
  return api::ToJson(api::NamedTexts{{"User", std::to_string(waiting.user)},
                                     {"Sub", waiting.sub},
                                     {"AuthenticatedMillis", std::to_string(waiting.authenticated_millis)},
                                     {"PasswordDigest", crypto::Base64Encode(waiting.password_digest)},
                                     {"SignIn", waiting.sign_in},
                                     {"EventId", waiting.event_id},
                                     {"Methods", util::Join(waiting.methods, " ")},
                                     {"Row", crypto::Base64Encode(waiting.row_digest)}});
}

WaitingSignIn WaitingFrom(const std::string& text) {
  const auto texts = api::FromStoredJson<api::NamedTexts>(text);
  WaitingSignIn waiting;
  waiting.user = std::stoll(texts.At("User"));
  waiting.sub = texts.Text("Sub");
  waiting.authenticated_millis = std::stoll(texts.At("AuthenticatedMillis"));
  waiting.password_digest = crypto::Base64Decode(texts.Text("PasswordDigest")).value_or("");
  waiting.sign_in = texts.Text("SignIn");
  waiting.event_id = texts.Text("EventId");
  waiting.methods = sign_in::MethodsIn(texts.Text("Methods"));
  waiting.row_digest = crypto::Base64Decode(texts.Text("Row")).value_or("");
  return waiting;
}

std::string ToDocument(const PageFlow& flow) {
  return api::ToJson(api::NamedTexts{{"Stage", std::string(NameOf(flow.stage))},
                                     {"Username", flow.username},
                                     {"Destination", flow.destination},
                                     {"Notice", flow.notice},
                                     {"Error", flow.error},
                                     {"PasswordDigest", crypto::Base64Encode(flow.password_digest)},
                                     {"Question", flow.question ? std::string(api::ToText(*flow.question)) : ""},
                                     {"Session", flow.session},
                                     {"Parameters", api::ToJson(flow.parameters)},
                                     {"Available", sign_in::JsonListOf(flow.available)},
                                     {"WantsPasskey", flow.wants_passkey ? "true" : ""},
                                     {"Waiting", flow.waiting ? ToText(*flow.waiting) : ""},
                                     {"Secret", flow.secret},
                                     {"CreditDigest", crypto::Base64Encode(flow.credit_digest)},
                                     {"CreditLevels", flow.credit_levels}});
}

std::vector<Question> QuestionsIn(const std::string& json_list) {
  std::vector<Question> questions;
  for (const std::string& name :
       json_list.empty() ? std::vector<std::string>() : api::FromStoredJson<std::vector<std::string>>(json_list)) {
    if (const auto question = sign_in::QuestionOf(name)) {
      questions.push_back(*question);
    }
  }
  return questions;
}

PageFlow FromDocument(const std::string& document) {
  const auto texts = api::FromStoredJson<api::NamedTexts>(document);
  PageFlow flow;
  flow.stage = StageOf(texts.Text("Stage"));
  flow.username = texts.Text("Username");
  flow.destination = texts.Text("Destination");
  flow.notice = texts.Text("Notice");
  flow.error = texts.Text("Error");
  flow.password_digest = crypto::Base64Decode(texts.Text("PasswordDigest")).value_or("");
  flow.question = sign_in::QuestionOf(texts.Text("Question"));
  flow.session = texts.Text("Session");
  flow.parameters = api::FromStoredJson<sign_in::Parameters>(texts.At("Parameters"));
  flow.available = QuestionsIn(texts.Find("Available").value_or(""));
  flow.wants_passkey = !texts.Text("WantsPasskey").empty();
  if (const auto waiting = texts.Find("Waiting"); waiting && !waiting->empty()) {
    flow.waiting = WaitingFrom(*waiting);
  }
  flow.secret = texts.Text("Secret");
  flow.credit_digest = crypto::Base64Decode(texts.Text("CreditDigest")).value_or("");
  flow.credit_levels = texts.Text("CreditLevels");
  return flow;
}

constexpr util::EpochMillis Millis(std::chrono::milliseconds duration) { return duration.count(); }

std::string PathOfSetUp(const PageFlow& flow) {
  if (!flow.secret.empty()) {
    return "/mfa/register/totp";
  }
  return CanChoose(flow, Question::SOFTWARE_TOKEN_MFA) ? "/mfa/register/options" : "/mfa/register/email";
}

std::string PathOfQuestion(const PageFlow& flow) {
  switch (flow.question.value_or(Question::PASSWORD_VERIFIER)) {
    case Question::NEW_PASSWORD_REQUIRED:
      return "/changePassword";
    case Question::SELECT_CHALLENGE:
      return "/login/continue";  // reported of managed login
    case Question::WEB_AUTHN:
      return "/login/passkey";  // Assumed: the path
    case Question::SMS_MFA:
    case Question::SMS_OTP:
    case Question::EMAIL_OTP:
    case Question::SOFTWARE_TOKEN_MFA:
      return "/mfa";
    case Question::SELECT_MFA_TYPE:
      return "/mfa/select";  // Assumed: the path
    case Question::MFA_SETUP:
      return PathOfSetUp(flow);
    default:
      return "/login";
  }
}

storage::PageFlow RowOf(const Visit& visit, const PageFlow& flow) {
  storage::PageFlow row;
  row.digest = flow.digest;
  row.user_pool_id = visit.pool().id;
  row.client_id = visit.client_id();
  row.document = ToDocument(flow);
  row.expires_millis = flow.deadline_millis + Millis(kToldFor);
  return row;
}

}  // namespace

std::string PathOf(const PageFlow& flow) {
  switch (flow.stage) {
    case Stage::kConfirm:
      return "/confirm";
    case Stage::kRecovery:
      return "/confirmforgotPassword";
    case Stage::kQuestion:
      return PathOfQuestion(flow);
    case Stage::kPasskey:
      return "/passkeys/add";
    case Stage::kNotice:
      break;
  }
  return "/login";
}

std::vector<Question> ChoicesOf(const PageFlow& flow) {
  if (flow.question == Question::SELECT_CHALLENGE) {
    return flow.available;
  }
  const bool is_set_up = flow.question == Question::MFA_SETUP;
  return QuestionsIn(sign_in::Find(flow.parameters, is_set_up ? "MFAS_CAN_SETUP" : "MFAS_CAN_CHOOSE").value_or(""));
}

bool CanChoose(const PageFlow& flow, Question factor) {
  const std::vector<Question> choices = ChoicesOf(flow);
  return std::ranges::find(choices, factor) != choices.end();
}

std::optional<PageFlow> FindFlow(const Visit& visit) {
  const auto cookie = FindCookie(visit.exchange(), visit.request().site, PageFlowCookie(visit.client_id()));
  if (!cookie || cookie->empty()) {
    return std::nullopt;
  }
  const std::string digest = DigestOfCookie(*cookie);
  const auto row =
      visit.world().store.ReadBriefly([&](const storage::Transaction& transaction) { return transaction.page_flows().Find(digest); });
  if (!row || row->client_id != visit.client_id() || row->user_pool_id != visit.pool().id) {
    return std::nullopt;
  }
  PageFlow flow = FromDocument(row->document);
  flow.digest = digest;
  flow.deadline_millis = row->expires_millis - Millis(kToldFor);
  visit.exchange().person = flow.username;
  return flow;
}

void KeepFlow(const Visit& visit, PageFlow flow, http::Response& response) {
  const util::EpochMillis now = visit.world().clock.Now();
  if (flow.deadline_millis == 0) {
    flow.deadline_millis = now + Millis(flow.stage == Stage::kRecovery ? kRecoveryLifetime : kFlowLifetime);
  }
  const std::string value = DrawCookieValue(visit.world().random);
  storage::PageFlow row = RowOf(visit, flow);
  const bool is_new = visit.world().store.Write([&](storage::Transaction& transaction) {
    row.digest = flow.digest;  // this may run twice
    if (!flow.digest.empty() && transaction.page_flows().Update(row)) {
      return false;
    }
    clients::UseClient(transaction, visit.world().caches, row.client_id);  // it may have been deleted
    row.digest = DigestOfCookie(value);
    transaction.page_flows().Insert(row);
    transaction.SweepExpired(now, kSweptRows);
    return true;
  });
  if (is_new) {
    SetCookie(response, visit.request().site, PageFlowCookie(visit.client_id()), value);
  }
}

void EndFlow(const Visit& visit, const PageFlow& flow) {
  visit.world().store.Write([&](storage::Transaction& transaction) { transaction.page_flows().Delete(flow.digest); });
}

http::Response LeadOn(const Visit& visit, PageFlow flow) {
  http::Response response = visit.LeadTo(PathOf(flow));
  KeepFlow(visit, std::move(flow), response);
  return response;
}

http::Response LeadBack(const Visit& visit, PageFlow flow, std::string error) {
  PageFlow ended;
  ended.username = std::move(flow.username);
  ended.error = std::move(error);
  ended.wants_passkey = flow.wants_passkey;
  ended.digest = std::move(flow.digest);
  ended.deadline_millis = visit.world().clock.Now() + Millis(kFlowLifetime);
  const storage::PageFlow row = RowOf(visit, ended);
  visit.world().store.Write([&](storage::Transaction& transaction) { transaction.page_flows().Update(row); });
  return visit.LeadTo(PathOf(ended));
}

}  // namespace rockpool::oauth

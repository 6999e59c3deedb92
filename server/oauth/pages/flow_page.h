// The pages that a browser reaches in the midst of something: which of them it is at its flow alone decides, whatever it asks for.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "server/http/message.h"
#include "server/oauth/pages/page_flow.h"
#include "server/oauth/pages/visit.h"
#include "server/sign_in/dispatcher/dispatcher.h"
#include "server/sign_in/step.h"

namespace rockpool::oauth {

struct FlowPage {
  // Whether the flow is at this page.
  bool (*fits)(const PageFlow& flow);
  // The page; `error` is empty the first time. Fields that were posted are kept, but for passwords and codes.
  http::Response (*show)(const Visit& visit, const PageFlow& flow, const std::string& error);
  // What was posted, by a form that is this browser's. May throw api::ServiceException: then the page is shown again with its text.
  http::Response (*answer)(const Visit& visit, const PageFlow& flow);
};

// GET and POST of the page. A flow at another page leads there, none to the sign-in page; one whose deadline has passed is a page that says
// that something went wrong (documented).
http::Response ShowFlowPage(const Exchange& exchange, const FlowPage& page);
http::Response AnswerFlowPage(const Exchange& exchange, const FlowPage& page);

// Runs `step`; what AWS would refuse is handed to `refused`, a fault of the server is thrown on.
http::Response Try(const std::function<http::Response()>& step, const std::function<http::Response(const std::string& error)>& refused);

// Takes a step of the sign-in by the entry that it is given, and goes on as GoOn does. The last step of all, where nothing is asked behind
// it, is one write with the code and the browser's session. Throws as the step and FinishSignIn do.
http::Response TakeStep(const Visit& visit, const std::function<sign_in::HostedReply(const sign_in::Entry& entry)>& step, PageFlow flow);

// Where a sign-in goes on: who has signed in is led back to the application, and to the page of the next question else. `flow` is what the
// browser was in the midst of; without a row, nothing. Writes.
http::Response GoOn(const Visit& visit, const sign_in::HostedReply& reply, PageFlow flow);

// Where a sign-up goes on whose user is confirmed: who has set his password in this browser is not asked for it again (Assumed, of the
// classic hosted UI); another one is led to the sign-in page.
http::Response ContinueSignIn(const Visit& visit, const PageFlow& flow);

// Assumed: the right password of who has not confirmed the sign-up leads to the page that asks for the code, as nothing else would. `flow`
// is what the browser was in the midst of.
http::Response LeadToConfirmation(const Visit& visit, PageFlow flow);

// Answers the flow's question, with `session` where that has gone on without the flow. Throws what leaves the question open, and what ends
// the sign-in, which AnswerFlowPage tells apart.
http::Response AnswerQuestion(const Visit& visit, const PageFlow& flow, sign_in::Parameters responses,
                              const std::optional<std::string>& session = std::nullopt);

// The page that lists the second factors which the flow's question lets the person choose from; `path` takes the choice, `mfa_option`.
http::Response ShowFactors(const Visit& visit, const PageFlow& flow, std::string_view path, const std::string& error);

// The flow with the secret of a new authenticator that is being set up, and with the session that goes on. Throws as AssociateToken does.
PageFlow WithNewSecret(const Visit& visit, PageFlow flow);

}  // namespace rockpool::oauth

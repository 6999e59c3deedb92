#include "server/oauth/exchange.h"

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <exception>
#include <optional>
#include <string_view>
#include <utility>

#include "server/api/errors.h"
#include "server/http/cookies.h"
#include "server/http/form.h"
#include "server/http/must_wait.h"
#include "server/http/origin.h"
#include "server/oauth/domain_answer.h"
#include "server/oauth/errors.h"
#include "server/oauth/rates.h"
#include "server/oauth/routing.h"
#include "server/oauth/settings.h"
#include "server/oauth/site.h"
#include "server/util/log.h"

namespace rockpool::oauth {
namespace {

constexpr std::string_view kMalformed = "invalid_request";

// Assumed: that HEAD is answered, and with nothing of what GET would say. Scanners of links send it.
http::Response BlankPage() {
  http::Response response;
  response.headers.Add("Content-Type", "text/html; charset=utf-8");
  return response;
}

http::Response Fault(ErrorForm form, const std::optional<Exchange>& exchange) {
  if (form == ErrorForm::kJson) {
    return AnswerOf(JsonError("server_error", std::nullopt, 500));
  }
  if (exchange && exchange->fault) {
    return AnswerOf(*exchange->fault);
  }
  const std::string request_id = exchange ? exchange->caller.request_id : "";
  http::Response response;
  response.status = 500;
  response.headers.Add("Content-Type", "text/plain;charset=UTF-8");
  response.body = "The server met an error. Its log tells more of the request " + request_id + ".";
  return response;
}

// One request on its way from Accept to its answer.
class Answering final : public http::Work {
 public:
  struct Plan {
    Handler handler;
    http::Runs runs;
    RunsOf runs_of;
    ErrorForm errors;
    std::size_t form_limit;
  };

  Answering(const world::World& world, const Plan& plan, http::Request request)
      : world_(world), plan_(plan), request_(std::move(request)), start_(std::chrono::steady_clock::now()) {}

  http::Runs Prepares() const override { return request_.body.size() > kMaxFormBytes / 2 ? http::Runs::kComputes : http::Runs::kHere; }
  void Prepare() noexcept override;
  http::Runs Where() const override { return where_; }
  http::Response Run() noexcept override;
  std::optional<http::Response> RunHere() noexcept override;

 private:
  void Read();
  http::Runs Place() const;
  http::Response Finished();
  bool IsBlank() const { return request_.method == "HEAD" && plan_.errors == ErrorForm::kPage; }
  http::Response Answer();
  http::Response Told(const OAuthError& error);
  http::Response Refused(const std::string& error, const std::optional<std::string>& description);
  void Log(const http::Response& response) const;

  const world::World& world_;
  const Plan plan_;
  const http::Request request_;
  const std::chrono::steady_clock::time_point start_;
  std::optional<Exchange> exchange_;
  std::exception_ptr unread_;
  bool is_malformed_ = false;
  http::Runs where_ = http::Runs::kHere;  // found once, for it may take a look into the store
  std::string error_;                     // for the log
};

void Answering::Prepare() noexcept {
  try {
    Read();
  } catch (...) {
    unread_ = std::current_exception();
  }
  where_ = Place();
}

void Answering::Read() {
  Exchange& exchange = exchange_.emplace(BeginExchange(world_, request_));
  exchange.cookies = http::ParseCookies(request_.headers);
  auto query = http::ParseForm(request_.query, {kMaxQueryBytes, kMaxFields});
  exchange.has_form = http::DeclaresForm(request_.headers);
  auto form = exchange.has_form ? http::ParseForm(request_.body, {plan_.form_limit, kMaxFields}) : http::NamedValues();
  is_malformed_ = !query || !form || !IsCleanQuery(request_.query);
  if (!is_malformed_) {
    exchange.query = *std::move(query);
    exchange.form = *std::move(form);
  }
}

http::Runs Answering::Place() const {
  if (IsBlank()) {
    return http::Runs::kHere;
  }
  const bool is_read = exchange_ && !is_malformed_ && !unread_;
  return is_read && plan_.runs_of != nullptr ? plan_.runs_of(*exchange_) : plan_.runs;
}

http::Response Answering::Run() noexcept {
  try {
    return Finished();
  } catch (const http::MustWait&) {
    return {};
  }
}

// Throws TakesLong and MustWait alone.
http::Response Answering::Finished() {
  try {
    http::Response response = Answer();
    if (exchange_) {
      FinishAnswer(*exchange_, response);
    }
    Log(response);
    return response;
  } catch (const std::exception& error) {
    util::Log(util::LogLevel::kError, "an OAuth endpoint failed", {{"error", error.what()}});
    http::Response response;
    response.status = 500;
    return response;
  }
}

std::optional<http::Response> Answering::RunHere() noexcept {
  if (!exchange_) {
    return Run();
  }
  exchange_->is_here = true;
  std::optional<http::Response> response;
  try {
    response = Finished();
  } catch (const TakesLong&) {
  } catch (const http::MustWait&) {
  }
  exchange_->is_here = false;
  return response;
}

http::Response Answering::Answer() {
  try {
    if (unread_) {
      std::rethrow_exception(unread_);
    }
    if (is_malformed_) {
      return Refused(std::string(kMalformed), std::nullopt);
    }
    if (IsBlank()) {
      return BlankPage();
    }
    exchange_->caller.replica = ReplicaByRouting(*exchange_);
    RequireRate(*exchange_);
    return plan_.handler(*exchange_);
  } catch (const OAuthError& error) {
    return Told(error);
  } catch (const api::ServiceException& error) {
    error_ = error.type();
    if (error.http_status() < 500) {
      return Refused(std::string(kMalformed), error.message());
    }
    util::Log(util::LogLevel::kError, "an OAuth endpoint failed", {{"error", error.what()}});
  } catch (const std::exception& error) {
    util::Log(util::LogLevel::kError, "an OAuth endpoint failed", {{"error", error.what()}});
  }
  error_ = "server_error";
  return Fault(plan_.errors, exchange_);
}

http::Response Answering::Told(const OAuthError& error) {
  error_ = error.error();
  if (const auto* json = dynamic_cast<const JsonError*>(&error)) {
    return plan_.errors == ErrorForm::kJson ? AnswerOf(*json) : Refused(json->error(), json->description());
  }
  if (const auto* redirect = dynamic_cast<const RedirectError*>(&error)) {
    return plan_.errors == ErrorForm::kPage ? AnswerOf(*redirect) : AnswerOf(JsonError(redirect->error(), redirect->description()));
  }
  const auto* page = dynamic_cast<const PageError*>(&error);
  if (page != nullptr && plan_.errors == ErrorForm::kPage) {
    return AnswerOf(*exchange_, *page);
  }
  return Refused(std::string(kMalformed), error.error() == kMalformed ? std::nullopt : std::optional(error.error()));
}

http::Response Answering::Refused(const std::string& error, const std::optional<std::string>& description) {
  error_ = error_.empty() ? error : error_;
  return plan_.errors == ErrorForm::kJson ? AnswerOf(JsonError(error, description))
                                          : AnswerOf(*exchange_, PageError(description.value_or(error)));
}

// Of the request the line names what is mounted; queries and forms hold codes and passwords.
void Answering::Log(const http::Response& response) const {
  if (!exchange_ || !util::LogEnabled(util::LogLevel::kInfo)) {
    return;
  }
  const auto micros = std::chrono::duration_cast<std::chrono::microseconds>(std::chrono::steady_clock::now() - start_).count();
  const std::string operation = request_.method + " " + request_.path;
  util::Log(util::LogLevel::kInfo, "request",
            {{"operation", operation},
             {"status", static_cast<std::int64_t>(response.status)},
             {"error", error_},
             {"micros", static_cast<std::int64_t>(micros)},
             {"request_id", exchange_->caller.request_id},
             {"pool", exchange_->site ? std::string_view(exchange_->site->pool->id) : std::string_view()}});
}

}  // namespace

bool IsCleanQuery(std::string_view query) {
  return std::ranges::none_of(query, [](char c) { return static_cast<unsigned char>(c) <= ' ' || c == '\x7f'; });
}

OAuthEndpoint::OAuthEndpoint(const world::World& world, Handler handler, http::Runs runs, ErrorForm errors, std::size_t form_limit)
    : world_(world), handler_(handler), runs_(runs), errors_(errors), form_limit_(form_limit) {}

OAuthEndpoint::OAuthEndpoint(const world::World& world, Handler handler, RunsOf runs_of, ErrorForm errors)
    : world_(world), handler_(handler), runs_(http::Runs::kHere), runs_of_(runs_of), errors_(errors), form_limit_(kMaxFormBytes) {}

std::size_t OAuthEndpoint::BodyLimit(const http::Request& /*head*/) const noexcept { return form_limit_; }

std::unique_ptr<http::Work> OAuthEndpoint::Accept(http::Request request) noexcept {
  return std::make_unique<Answering>(world_, Answering::Plan{handler_, runs_, runs_of_, errors_, form_limit_}, std::move(request));
}

std::string OriginOf(const http::Request& request) {
  const auto host = http::HostOf(request, request.is_tls);
  return host ? host->Origin() : std::string();
}

std::string BrowserOriginOf(const Exchange& exchange) {
  const std::string& public_url = exchange.world.settings.Of<Settings>().public_url;
  return !public_url.empty() ? public_url : exchange.host ? exchange.host->Origin() : std::string();
}

}  // namespace rockpool::oauth

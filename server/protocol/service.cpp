#include "server/protocol/service.h"

#include <algorithm>
#include <chrono>
#include <ctime>
#include <exception>
#include <optional>
#include <stdexcept>
#include <string>
#include <utility>

#include "server/api/json.h"
#include "server/http/must_wait.h"
#include "server/operations/context.h"
#include "server/protocol/answer.h"
#include "server/protocol/body.h"
#include "server/protocol/call.h"
#include "server/protocol/caller.h"
#include "server/protocol/common_errors.h"
#include "server/protocol/cross_site.h"
#include "server/protocol/request_log.h"
#include "server/protocol/target.h"
#include "server/protocol/validator.h"
#include "server/util/random.h"
#include "storage/store.h"

namespace rockpool::protocol {
namespace {

// The CPU that the calling thread uses: what a call costs, however busy the machine is.
class ThreadCpuClock {
 public:
  // Counts from here. Elapsed is to be asked by the same thread.
  ThreadCpuClock() : start_(Now()) {}

  std::chrono::nanoseconds Elapsed() const { return Now() - start_; }

 private:
  static std::chrono::nanoseconds Now() {
    timespec now{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return std::chrono::seconds(now.tv_sec) + std::chrono::nanoseconds(now.tv_nsec);
  }

  std::chrono::nanoseconds start_;
};

// One request on its way from Accept to its answer.
class Exchange final : public http::Work {
 public:
  Exchange(const world::World& world, const Settings& settings, Faults* faults) : world_(world), settings_(settings), faults_(faults) {}

  void Accept(http::Request request) noexcept;
  http::Runs Prepares() const override { return is_large_ ? http::Runs::kComputes : http::Runs::kHere; }
  void Prepare() noexcept override;
  http::Runs Where() const override;
  bool Writes() const override { return call_ && call_->Writes(); }
  std::chrono::milliseconds Delay() const override { return delay_; }
  void Write() noexcept override;
  http::Response Run() noexcept override;

 private:
  void Name(const http::Request& request);
  void Decode();
  void MeetFault();
  std::string Render() const;
  template <class Step>
  void HeldTo(http::Runs (Exchange::*where)() const, Step step) const;
  void CheckTime(std::chrono::nanoseconds used) const;
  Answer Checked(Answer answer) const;

  const world::World& world_;
  const Settings& settings_;
  Faults* const faults_;  // may be null
  RequestLog log_;
  std::string request_id_;
  const api::Operation* operation_ = nullptr;  // null until it is named
  world::Caller caller_;
  std::string body_;  // empty once it is read
  bool is_large_ = false;
  std::unique_ptr<Call> call_;            // null if the request was refused
  http::Runs where_ = http::Runs::kHere;  // of call_
  bool has_run_ = false;                  // the call, which met no MustWait
  std::exception_ptr refusal_;
  std::chrono::milliseconds delay_{0};
};

void Exchange::Accept(http::Request request) noexcept {
  try {
    request_id_ = util::RandomUuid(world_.random);
    Name(request);
    body_ = std::move(request.body);
    is_large_ = body_.size() > http::kLargeBodyBytes;
  } catch (...) {
    refusal_ = std::current_exception();
  }
}

void Exchange::Name(const http::Request& request) {
  operation_ = &OperationOf(request.headers);
  RefuseForeignPage(request, *operation_, settings_.trusted_sites);
  caller_ = CallerOf(request.headers, request.AskedHost(), *operation_, settings_);
  caller_.request_id = request_id_;
  caller_.address = request.peer;
  caller_.host = request.AskedHost();
  caller_.is_tls = request.is_tls;
  caller_.user_agent = request.headers.Find("User-Agent").value_or("");
  MeetFault();
}

void Exchange::Prepare() noexcept {
  if (refusal_) {
    return;
  }
  try {
    HeldTo(&Exchange::Prepares, [this] { Decode(); });
  } catch (...) {
    refusal_ = std::current_exception();
    call_.reset();
  }
}

void Exchange::Decode() {
  api::LocalDocument document;
  ParseBody(body_, document);
  Validate(*operation_->input, document);
  log_.NotePool(document);
  call_ = DecodeCall(*operation_, document);
  where_ = call_->Where(world_, caller_);
  body_ = std::string();
}

// What was decoded of a large body is slow to work with too, and is on a computing thread already.
http::Runs Exchange::Where() const {
  if (!call_) {
    return Prepares();
  }
  const bool computes = is_large_ || world_.store.MayBlock();
  return std::max(where_, computes ? http::Runs::kComputes : http::Runs::kHere);
}

void Exchange::MeetFault() {
  if (faults_ == nullptr) {
    return;
  }
  if (const auto fault = faults_->Take(*operation_)) {
    delay_ = fault->delay;
    ThrowErrorOf(*fault);
  }
}

// Where answers are checked, what says that it runs here and takes long fails, whether it succeeds or refuses: it would hold every other
// connection of its thread up.
template <class Step>
void Exchange::HeldTo(http::Runs (Exchange::*where)() const, Step step) const {
  if (!settings_.check_answers || (this->*where)() != http::Runs::kHere) {
    return step();
  }
  const ThreadCpuClock used;
  try {
    step();
  } catch (...) {
    CheckTime(used.Elapsed());
    throw;
  }
  CheckTime(used.Elapsed());
}

void Exchange::CheckTime(std::chrono::nanoseconds used) const {
  if (used > settings_.most_cpu_here) {
    const auto micros = std::chrono::duration_cast<std::chrono::microseconds>(used).count();
    throw std::logic_error(std::string(operation_->name) + " runs here and took " + std::to_string(micros) + " us of CPU");
  }
}

void Exchange::Write() noexcept {
  has_run_ = true;
  if (refusal_) {
    return;
  }
  try {
    const operations::Context context{caller_, *operation_, world_};
    HeldTo(&Exchange::Where, [&] { call_->Run(context); });
  } catch (const http::MustWait&) {
    where_ = http::Runs::kWaits;
    has_run_ = false;
  } catch (...) {
    refusal_ = std::current_exception();
  }
}

std::string Exchange::Render() const {
  std::string json;
  HeldTo(&Exchange::Where, [&] { json = call_->Json(); });
  if (settings_.check_answers) {
    CheckAnswer(*operation_, json);
  }
  return json;
}

Answer Exchange::Checked(Answer answer) const {
  try {
    CheckError(*operation_, answer.error_type);
    return answer;
  } catch (...) {
    return ErrorAnswer(std::current_exception(), operation_, request_id_);
  }
}

http::Response Exchange::Run() noexcept {
  if (!has_run_) {
    Write();
  }
  if (!has_run_) {
    return {};  // it runs anew
  }
  Answer answer;
  try {
    if (refusal_) {
      std::rethrow_exception(refusal_);
    }
    answer = SuccessAnswer(Render(), request_id_);
  } catch (...) {
    answer = ErrorAnswer(std::current_exception(), operation_, request_id_);
    if (settings_.check_answers && operation_ != nullptr) {
      answer = Checked(std::move(answer));
    }
  }
  log_.Write(operation_, answer, request_id_);
  return std::move(answer.response);
}

}  // namespace

std::size_t Service::BodyLimit(const http::Request& head) const noexcept { return BodyLimitOf(head.headers); }

std::unique_ptr<http::Work> Service::Accept(http::Request request) noexcept {
  auto exchange = std::make_unique<Exchange>(world_, settings_, faults_);
  exchange->Accept(std::move(request));
  return exchange;
}

}  // namespace rockpool::protocol

#include "server/protocol/service.h"

#include <chrono>
#include <exception>
#include <optional>
#include <string>

#include "server/api/json.h"
#include "server/operations/context.h"
#include "server/protocol/answer.h"
#include "server/protocol/answer_check.h"
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

// One request on its way from Accept to its answer.
class Exchange final : public http::Work {
 public:
  Exchange(const world::World& world, const Settings& settings, Faults* faults) : world_(world), settings_(settings), faults_(faults) {}

  void Accept(const http::Request& request) noexcept;
  bool MayBlock() const override { return call_ && (world_.store.MayBlock() || call_->MayBlock()); }
  std::chrono::milliseconds Delay() const override { return delay_; }
  http::Response Run() noexcept override;

 private:
  void Decode(const http::Request& request);
  void MeetFault();
  std::string Perform();
  Answer Checked(Answer answer) const;

  const world::World& world_;
  const Settings& settings_;
  Faults* const faults_;  // may be null
  RequestLog log_;
  std::string request_id_;
  const api::Operation* operation_ = nullptr;  // null until it is named
  world::Caller caller_;
  std::unique_ptr<Call> call_;  // null if the request was refused
  std::exception_ptr refusal_;
  std::chrono::milliseconds delay_{0};
};

void Exchange::Accept(const http::Request& request) noexcept {
  try {
    request_id_ = util::RandomUuid(world_.random);
    Decode(request);
  } catch (...) {
    refusal_ = std::current_exception();
  }
}

void Exchange::Decode(const http::Request& request) {
  operation_ = &OperationOf(request.headers);
  RefuseForeignPage(request, *operation_, settings_.trusted_sites);
  if (!IsImplemented(*operation_)) {
    throw NotImplemented(operation_->name);
  }
  caller_ = CallerOf(request.headers, *operation_, settings_);
  caller_.request_id = request_id_;
  caller_.address = request.peer;
  caller_.user_agent = request.headers.Find("User-Agent").value_or("");
  MeetFault();
  api::LocalDocument document;
  ParseBody(request.body, document);
  Validate(*operation_->input, document);
  log_.NotePool(document);
  call_ = DecodeCall(*operation_, document);
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

std::string Exchange::Perform() {
  const operations::Context context{caller_, *operation_, world_};
  std::string json = call_->Run(context);
  if (settings_.check_answers) {
    CheckAnswer(*operation_, json);
  }
  return json;
}

Answer Exchange::Checked(Answer answer) const {
  try {
    if (IsImplemented(*operation_)) {
      CheckError(*operation_, answer.error_type);
    }
    return answer;
  } catch (...) {
    return ErrorAnswer(std::current_exception(), operation_, request_id_);
  }
}

http::Response Exchange::Run() noexcept {
  Answer answer;
  try {
    if (refusal_) {
      std::rethrow_exception(refusal_);
    }
    answer = SuccessAnswer(Perform(), request_id_);
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

std::unique_ptr<http::Work> Service::Accept(http::Request request) noexcept {
  auto exchange = std::make_unique<Exchange>(world_, settings_, faults_);
  exchange->Accept(request);
  return exchange;
}

}  // namespace rockpool::protocol

#include "server/pages/value_dictionary.h"

#include <algorithm>
#include <list>
#include <memory>
#include <stdexcept>
#include <utility>

namespace rockpool::pages {
namespace {

std::string_view ViewOf(const ctemplate::TemplateString& text) { return {text.data(), text.size()}; }

const Values& Nothing() {
  static const Values nothing;
  return nothing;
}

}  // namespace

// Dictionaries one after another, which it owns: the engine is done with them when it deletes the iterator.
class ValueDictionary::Each final : public Iterator {
 public:
  // Made before the first one is asked for.
  template <class... Parts>
  void Add(const Parts&... parts) {
    dictionaries_.emplace_back(parts...);
    next_ = dictionaries_.begin();
  }

  bool HasNext() const override { return next_ != dictionaries_.end(); }
  const TemplateDictionaryInterface& Next() override { return *next_++; }

 private:
  std::list<ValueDictionary> dictionaries_;
  std::list<ValueDictionary>::const_iterator next_ = dictionaries_.end();
};

void ValueDictionary::RequireWords(const Values& values, const Words& words) {
  for (const auto& [name, word] : values.words_) {
    if (words.Find(word) == nullptr) {
      throw std::logic_error("there is no word " + std::string(word));
    }
  }
  for (const auto& [section, repetitions] : values.repeated_) {
    for (const Values& repetition : repetitions) {
      RequireWords(repetition, words);
    }
  }
}

const std::string* ValueDictionary::FindOwn(std::string_view name) const {
  const auto last = [name](const auto& pairs) {
    return std::find_if(pairs.rbegin(), pairs.rend(), [name](const auto& pair) { return pair.first == name; });
  };
  if (const auto text = last(values_.texts_); text != values_.texts_.rend()) {
    return &text->second;
  }
  const auto word = last(values_.words_);
  return word == values_.words_.rend() ? nullptr : words_.Find(word->second);
}

const std::list<Values>* ValueDictionary::FindOwnRepetitions(std::string_view name) const {
  const auto found = values_.repeated_.find(name);
  return found == values_.repeated_.end() ? nullptr : &found->second;
}

bool ValueDictionary::ShowsOwn(std::string_view name) const {
  const auto is_word = [&](const auto& named) { return named.first == name && !words_.Find(named.second)->empty(); };
  return std::ranges::find(values_.shown_, name) != values_.shown_.end() ||
         std::ranges::any_of(values_.texts_, [name](const auto& text) { return text.first == name && !text.second.empty(); }) ||
         std::ranges::any_of(values_.words_, is_word);
}

ctemplate::TemplateString ValueDictionary::GetValue(const ctemplate::TemplateString& variable) const {
  const std::string_view name = ViewOf(variable);
  for (const ValueDictionary* dictionary = this; dictionary != nullptr; dictionary = dictionary->around_) {
    if (const std::string* text = dictionary->FindOwn(name)) {
      return {text->data(), text->size()};
    }
  }
  const std::string* text = words_.Find(name);
  return text != nullptr ? ctemplate::TemplateString(text->data(), text->size()) : ctemplate::TemplateString("", 0);
}

bool ValueDictionary::IsHiddenSection(const ctemplate::TemplateString& name) const {
  const std::string_view section = ViewOf(name);
  for (const ValueDictionary* dictionary = this; dictionary != nullptr; dictionary = dictionary->around_) {
    if (dictionary->FindOwnRepetitions(section) != nullptr || dictionary->ShowsOwn(section)) {
      return false;
    }
  }
  return true;
}

ValueDictionary::Iterator* ValueDictionary::CreateSectionIterator(const ctemplate::TemplateString& name) const {
  const std::string_view section = ViewOf(name);
  auto each = std::make_unique<Each>();
  for (const ValueDictionary* dictionary = this; dictionary != nullptr; dictionary = dictionary->around_) {
    if (const auto* repetitions = dictionary->FindOwnRepetitions(section)) {
      for (const Values& repetition : *repetitions) {
        each->Add(repetition, *dictionary);
      }
      return each.release();
    }
    if (dictionary->ShowsOwn(section)) {
      break;
    }
  }
  each->Add(Nothing(), *this);
  return each.release();
}

bool ValueDictionary::Fills(std::string_view place) const {
  for (const ValueDictionary* dictionary = this; dictionary != nullptr;) {
    if (dictionary->includer_ != nullptr && dictionary->place_ == place) {
      return true;
    }
    dictionary = dictionary->around_ != nullptr ? dictionary->around_ : dictionary->includer_;
  }
  return false;
}

std::pair<const ValueDictionary*, const std::string*> ValueDictionary::FindInclusion(std::string_view place) const {
  for (const ValueDictionary* dictionary = this; dictionary != nullptr && !Fills(place); dictionary = dictionary->around_) {
    const auto& included = dictionary->values_.included_;
    const auto found = std::ranges::find(included, place, [](const auto& named) { return named.first; });
    if (found != included.end()) {
      return {dictionary, &found->second};
    }
  }
  return {nullptr, nullptr};
}

bool ValueDictionary::IsHiddenTemplate(const ctemplate::TemplateString& name) const { return FindInclusion(ViewOf(name)).first == nullptr; }

const char* ValueDictionary::GetIncludeTemplateName(const ctemplate::TemplateString& name, int /*number*/) const {
  const std::string* template_name = FindInclusion(ViewOf(name)).second;
  return template_name != nullptr ? template_name->c_str() : "";
}

ValueDictionary::Iterator* ValueDictionary::CreateTemplateIterator(const ctemplate::TemplateString& name) const {
  auto each = std::make_unique<Each>();
  const std::string_view place = ViewOf(name);
  if (const ValueDictionary* includer = FindInclusion(place).first) {
    each->Add(*includer, place);
  }
  return each.release();
}

void ValueDictionary::DumpToString(std::string* text, int /*level*/) const { text->append("values"); }

}  // namespace rockpool::pages

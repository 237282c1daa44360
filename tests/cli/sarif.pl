#!/usr/bin/perl
# SPDX-License-Identifier: MIT
# Is standard input SARIF 2.1.0, as far as ft-lint writes it, and with all that
# GitHub's code scanning asks for?  What each object must and may have is taken
# from the published schema (additionalProperties is false throughout, but for
# property bags).  Prints what is wrong, a line each.
#
#	KEY TYPE	a member; "!" before the key: it must be there
#	TYPE		string (not empty), any (string), bool, whole (>= 0), place (>= 1), bag, map (of
#			strings), OBJECT, [TYPE], or words with | between them
use strict;
use warnings;
use JSON::PP;

my %objects;
{
	local $/ = '';
	while (my $part = <DATA>) {
		my ($name, @members) = split /\n/, $part;
		for (@members) {
			my ($must, $key, $type) = /^(!?)(\S+) (\S+)$/ or die $_;
			$objects{$name}{$key} = [$must, $type];
		}
	}
}

my $wrong = 0;
sub wrong {
	my ($at, $text) = @_;
	print "$at: $text\n";
	$wrong = 1;
}

sub check {
	my ($at, $type, $v) = @_;
	if ($type =~ /^\[(.*)\]$/) {
		my $element = $1;
		return wrong($at, 'no array') unless ref $v eq 'ARRAY';
		check("$at/$_", $element, $v->[$_]) for 0 .. $#$v;
	} elsif ($type =~ /^(bag|map)$/) {
		return wrong($at, 'no object') unless ref $v eq 'HASH';
		for (grep { $type eq 'map' && ref $v->{$_} } keys %$v) {
			wrong("$at/$_", 'no string');
		}
	} elsif ($objects{$type}) {
		check_object($at, $objects{$type}, $v);
	} elsif ($type eq 'bool') {
		wrong($at, 'no boolean') unless JSON::PP::is_bool($v);
	} elsif (ref $v || !defined $v) {
		wrong($at, "no $type");
	} elsif ($type =~ /^(whole|place)$/) {
		wrong($at, "$v is no $type number")
			unless $v =~ /^\d+$/ && $v >= ($type eq 'place');
	} elsif ($type eq 'any') {
		return;
	} elsif ($type eq 'string') {
		wrong($at, 'an empty string') if $v eq '';
	} else {
		wrong($at, "'$v' is none of $type")
			unless grep { $v eq $_ } split /\|/, $type;
	}
}

sub check_object {
	my ($at, $members, $v) = @_;
	return wrong($at, 'no object') unless ref $v eq 'HASH';
	for (sort keys %$members) {
		wrong($at, "no '$_'")
			if $members->{$_}[0] && !exists $v->{$_};
	}
	for (sort keys %$v) {
		if ($members->{$_}) {
			check("$at/$_", $members->{$_}[1], $v->{$_});
		} else {
			wrong($at, "'$_' is not in the schema");
		}
	}
}

# What the schema cannot say: an index leads to its rule, a region ends behind
# its start, rules and fingerprints are unique, GitHub's limits hold.
sub check_run {
	my ($run) = @_;
	my @rules = @{$run->{tool}{driver}{rules}};
	my (%ids, %prints);

	$ids{$_->{id}}++ && wrong($_->{id}, 'twice') for @rules;
	wrong('results', 'too many') if @{$run->{results}} > 25000;
	for my $r (@{$run->{results}}) {
		my $at = $r->{locations}[0]{physicalLocation};
		my $region = $at->{region};

		wrong('ruleIndex', $r->{ruleId})
			if $rules[$r->{ruleIndex}]{id} ne $r->{ruleId};
		wrong('region', "ends at $region->{endColumn}")
			if exists $region->{endColumn} &&
			$region->{endColumn} < $region->{startColumn};
		wrong('fingerprint', 'twice')
			if $prints{join ' ', $r->{ruleId},
			$at->{artifactLocation}{uri},
			$r->{partialFingerprints}{primaryLocationLineHash}}++;
		wrong('uri', $at->{artifactLocation}{uri})
			if $at->{artifactLocation}{uri} =~
			m{[^A-Za-z0-9._~/%:-]};
	}
}

my $log = JSON::PP->new->utf8->decode(do { local $/; <STDIN> });
check('', 'log', $log);
exit 1 if $wrong;
check_run($_) for @{$log->{runs}};
exit $wrong;

__DATA__
log
!$schema string
!version 2.1.0
!runs [run]

run
!tool tool
!results [result]
columnKind utf16CodeUnits|unicodeCodePoints
invocations [invocation]
properties bag

tool
!driver driver

driver
!name string
version string
!rules [rule]

rule
!id string
name string
!shortDescription text
!fullDescription text
!help text
defaultConfiguration configuration
properties bag

text
!text string
markdown string

configuration
enabled bool
level none|note|warning|error

result
ruleId string
ruleIndex whole
level none|note|warning|error
!message text
!locations [location]
!partialFingerprints map

location
!physicalLocation physical
logicalLocations [logical]

physical
!artifactLocation artifact
!region region

artifact
!uri string

region
!startLine place
startColumn place
endLine place
endColumn place

logical
fullyQualifiedName any

invocation
!executionSuccessful bool
toolExecutionNotifications [notification]
toolConfigurationNotifications [notification]

notification
level none|note|warning|error
!message text

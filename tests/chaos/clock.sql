-- The clock of a chaos run: every phase falls due at an instant of its own, seconds apart.
-- When a plan goes on to its next phase, the plan's days move a week into the past, so that the
-- phase is over where the athlete is, and its due instant is the one that was drawn for it.
-- Real plans wait weeks between two phases; nothing else differs, and the product knows nothing.
create table chaos_due (
  plan_id bigint not null,
  seq smallint not null,
  due_at timestamptz not null,
  primary key (plan_id, seq)
);

create function chaos_move_days() returns trigger language plpgsql security definer as $$
declare
  phase record;
begin
  -- One by one, from the first: two phases never overlap on the way.
  for phase in select id from athletes_planphase where plan_id = new.id order by seq loop
    update athletes_planphase set starts_on = starts_on - 7, ends_on = ends_on - 7
      where id = phase.id;
  end loop;
  update athletes_plannedsession set scheduled_on = scheduled_on - 7 where plan_id = new.id;
  select due_at into new.due_at from chaos_due
    where plan_id = new.id and seq = new.phase_seq;
  return new;
end
$$;

create trigger chaos_clock before update of due_at on athletes_plan for each row
  when (new.due_at is not null and new.phase_seq > old.phase_seq)
  execute function chaos_move_days();

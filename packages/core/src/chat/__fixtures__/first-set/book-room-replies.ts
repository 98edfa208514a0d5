import type { ReplyCase } from "../reply-case.ts";

export const bookRoomReplies: ReplyCase = {
  name: "book a room (Portuguese)",
  ground: {
    howTo: `1. Abra **Calendário** e clique em **Nova reserva**.
2. Escolha a **Sala** e o horário.
3. Adicione os participantes em **Convidados**.
4. Marque **Precisa de projetor**, se for o caso.
5. Clique em **Confirmar reserva**.

Todos recebem um convite por e-mail. Para mudar o horário, arraste a reserva no calendário.`,
    names: [
      "Reservar uma sala",
      "Calendário",
      "Nova reserva",
      "Sala",
      "Convidados",
      "Precisa de projetor",
      "Confirmar reserva",
    ],
    said: ["Como reservo a sala grande amanhã?", "Sala Tejo", "Sala Douro"],
  },
  correct: [
    "Claro! Abra **Calendário**, clique em **Nova reserva** e escolha a Sala Tejo.",
    "Depois de escolher a sala e o horário, adicione as pessoas em **Convidados** e clique em **Confirmar reserva**.",
    "Calendário → Nova reserva → escolha a **Sala**.",
    "Se precisar de projetor, marque “Precisa de projetor” antes de confirmar.",
    "1. Abra **Calendário**.\n2. Clique em **Nova reserva**.\n3. Escolha a sala e o horário.\n4. Clique em **Confirmar reserva**.",
    "Os convidados recebem um convite por e-mail assim que você confirma.",
    "Para mudar o horário depois, basta arrastar a reserva no calendário.",
    "Não sei qual é a sala grande: é a Sala Tejo ou a Sala Douro?",
    "Você já está no **Calendário**; agora clique em «Nova reserva».",
    "Infelizmente não posso reservar por você, mas são só cinco passos.",
    "No campo **Sala** escolha a Sala Douro e, em **Convidados**, quem vai participar.",
    "Quando terminar, clique em *Confirmar reserva*.",
    "Sim, dá para reservar para amanhã. Basta escolher o horário de amanhã ao criar a reserva.",
  ],
  invented: [
    "Clique em **Salas disponíveis** no topo da página.",
    "Abra **Recursos** > **Salas** > **Reservar**.",
    "Clique no botão Reserva rápida.",
    "Marque “Reunião privada” e confirme.",
    "Em **Configurações**, escolha a sua sala preferida.",
    "Pressione a tecla N para criar uma reserva.",
    "Calendário → Nova reserva → **Equipamentos**.",
    "Selecione a opção «Videoconferência» no menu.",
    "Veja https://salas.exemplo.pt/ajuda para mais detalhes.",
    "Por fim, clique em **Guardar e enviar**.",
    "Clique com o botão direito do rato na reserva e escolha **Duplicar**.",
    "Abra a página Minhas reservas e clique em Editar.",
    "No separador «Disponibilidade» vê quem está livre.",
  ],
};
